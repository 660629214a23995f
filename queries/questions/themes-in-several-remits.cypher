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
OPTIONAL MATCH (p)<-[:SEAT_ON]-(s:Seat)
OPTIONAL MATCH (s)-[f:HELD_FOR]->(o:Organisation)
WHERE coalesce(f.capacity, '') <> 'observer'
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
OPTIONAL MATCH (r:Representative)-[h:HOLDS]->(s)
WHERE coalesce(h.capacity, '') <> 'observer'
  AND coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
OPTIONAL MATCH (s)-[m:SPEAKS_FOR]->(mandate:Theme)
WHERE coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
WITH DISTINCT t, p, s, o, r, f.capacity AS capacity, mandate
WITH t, p, s, o, r, CASE WHEN o.sector <> 'third_sector' OR o.sector IS NULL THEN 0
       WHEN EXISTS { MATCH (o)-[:WORKS_ON]->(n:Theme)-[:PART_OF*0..5]->(t) } THEN 1
       WHEN capacity = 'representative' AND EXISTS { MATCH (mandate)-[:PART_OF*0..5]->(t) } THEN 1
       ELSE 0 END AS voice
WITH t, p, count(CASE WHEN voice = 1 THEN 1 END) AS voices
WITH t, count(p) AS remits, count(CASE WHEN voices > 0 THEN 1 END) AS remits_voiced
WHERE remits >= $least
RETURN t.id AS theme_id, t.name AS theme, remits, remits_voiced, 1.0 * remits_voiced / remits AS share
ORDER BY remits DESC, theme, theme_id
