// title: Themes in several remits
// question: Which themes are in the terms of reference of several partnerships, and in how many of them is there a
//   third-sector seat that carries the theme? Experts count, observers do not.
// parameters:
//   least: whole number = 2 -- the fewest remits to be listed
//   as_of: date = today -- the day that counts
// columns:
//   theme_id: the theme
//   theme: its name
//   remits: partnerships that have it, or a wider theme, in their remit
//   remits_voiced: those of them with a third-sector seat that carries it
//   share: remits_voiced divided by remits
MATCH (t:Theme)-[:PART_OF*0..5]->(wide:Theme)<-[:COVERS]-(p:Partnership)
WITH DISTINCT t, p
OPTIONAL MATCH (p)<-[:SEAT_ON]-(s:Seat)-[f:HELD_FOR]->(o:Organisation)
WHERE o.sector = 'third_sector' AND coalesce(f.capacity, '') <> 'observer'
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
  AND (EXISTS { MATCH (o)-[:WORKS_ON]->(n:Theme)-[:PART_OF*0..5]->(t) }
       OR f.capacity = 'representative' AND EXISTS {
         MATCH (s)-[m:SPEAKS_FOR]->(n:Theme)-[:PART_OF*0..5]->(t)
         WHERE coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
       })
WITH t, p, count(DISTINCT s.id) AS voices
WITH t, count(p) AS remits, count(CASE WHEN voices > 0 THEN 1 END) AS remits_voiced
WHERE remits >= $least
RETURN t.id AS theme_id, t.name AS theme, remits, remits_voiced, 1.0 * remits_voiced / remits AS share
ORDER BY remits DESC, theme, theme_id
