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
WITH t, count(DISTINCT p.id) AS remits
WHERE remits >= $least
OPTIONAL MATCH (t)-[:PART_OF*0..5]->(:Theme)<-[:COVERS]-(p:Partnership)<-[:SEAT_ON]-(s:Seat)-[:HELD_FOR]->
  (o:Organisation)-[:WORKS_ON]->(:Theme)-[:PART_OF*0..5]->(t)
WHERE o.sector = 'third_sector'
OPTIONAL MATCH (s)-[f:HELD_FOR]->(o)
WHERE coalesce(f.capacity, '') <> 'observer'
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH t, remits, collect(DISTINCT CASE WHEN f.dataset IS NOT NULL THEN p.id END) AS worked_on
OPTIONAL MATCH (t)-[:PART_OF*0..5]->(:Theme)<-[:COVERS]-(q:Partnership)<-[:SEAT_ON]-(u:Seat)-[:SPEAKS_FOR]->
  (mandate:Theme)-[:PART_OF*0..5]->(t)
OPTIONAL MATCH (u)-[m:SPEAKS_FOR]->(mandate)
WHERE coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
OPTIONAL MATCH (u)-[k:HELD_FOR]->(body:Organisation)
WHERE body.sector = 'third_sector' AND k.capacity = 'representative'
  AND coalesce(k.start_day, '') <= $as_of AND coalesce(k.end_day, '9999') > $as_of
WITH t, remits, worked_on,
     collect(DISTINCT CASE WHEN m.dataset IS NOT NULL AND body.id IS NOT NULL THEN q.id END) AS spoken_for
UNWIND worked_on + spoken_for + [''] AS voiced
WITH t, remits, count(DISTINCT CASE WHEN voiced <> '' THEN voiced END) AS remits_voiced
RETURN t.id AS theme_id, t.name AS theme, remits, remits_voiced, 1.0 * remits_voiced / remits AS share
ORDER BY remits DESC, theme, theme_id
