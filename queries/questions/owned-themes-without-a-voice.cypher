// title: Themes owned but not voiced
// question: Which themes are in a partnership's remit while no third-sector seat on any of those partnerships carries
//   them? Experts count, observers do not.
// parameters:
//   as_of: date = today -- the day that counts
// columns:
//   theme_id: the theme
//   theme: its name
//   remits: partnerships that have it, or a wider theme, in their remit
//   seats_not_known: filled seats there whose organisation, or its sector, is not recorded
//   voiced_elsewhere: other partnerships with a third-sector seat that carries it
//   verdict: no voice, voiced elsewhere only, or not known where such seats could carry it
MATCH (t:Theme)-[:PART_OF*0..5]->(wide:Theme)<-[:COVERS]-(p:Partnership)
WITH t, count(DISTINCT p.id) AS remits
OPTIONAL MATCH (t)-[:PART_OF*0..5]->(:Theme)<-[:COVERS]-(p:Partnership)<-[:SEAT_ON]-(s:Seat)-[:HELD_FOR]->
  (o:Organisation)-[:WORKS_ON]->(:Theme)-[:PART_OF*0..5]->(t)
WHERE o.sector = 'third_sector'
OPTIONAL MATCH (s)-[f:HELD_FOR]->(o)
WHERE coalesce(f.capacity, '') <> 'observer'
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH t, remits, count(f.dataset) AS worked_on
WHERE worked_on = 0
OPTIONAL MATCH (t)-[:PART_OF*0..5]->(:Theme)<-[:COVERS]-(q:Partnership)<-[:SEAT_ON]-(u:Seat)-[:SPEAKS_FOR]->
  (mandate:Theme)-[:PART_OF*0..5]->(t)
OPTIONAL MATCH (u)-[m:SPEAKS_FOR]->(mandate)
WHERE coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
OPTIONAL MATCH (u)-[k:HELD_FOR]->(body:Organisation)
WHERE body.sector = 'third_sector' AND k.capacity = 'representative'
  AND coalesce(k.start_day, '') <= $as_of AND coalesce(k.end_day, '9999') > $as_of
WITH t, remits, count(CASE WHEN m.dataset IS NOT NULL AND body.id IS NOT NULL THEN 1 END) AS spoken_for
WHERE spoken_for = 0
OPTIONAL MATCH (t)-[:PART_OF*0..5]->(:Theme)<-[:COVERS]-(p:Partnership)
WITH DISTINCT t, remits, p
OPTIONAL MATCH (p)<-[:SEAT_ON]-(s:Seat)
OPTIONAL MATCH (s)-[f:HELD_FOR]->(o:Organisation)
WHERE coalesce(f.capacity, '') <> 'observer'
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
OPTIONAL MATCH (r:Representative)-[h:HOLDS]->(s)
WHERE coalesce(h.capacity, '') <> 'observer'
  AND coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
WITH t, remits, p, count(DISTINCT CASE WHEN o.sector IS NULL AND (o.id IS NOT NULL OR r.id IS NOT NULL) THEN s.id END)
  AS seats_not_known
WITH t, remits, sum(seats_not_known) AS not_known
OPTIONAL MATCH (t)<-[:PART_OF*0..5]-(:Theme)<-[:WORKS_ON]-(o:Organisation)<-[:HELD_FOR]-(s:Seat)-[:SEAT_ON]->
  (p:Partnership)
WHERE o.sector = 'third_sector'
OPTIONAL MATCH (s)-[f:HELD_FOR]->(o)
WHERE coalesce(f.capacity, '') <> 'observer'
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH t, remits, not_known, collect(DISTINCT CASE WHEN f.dataset IS NOT NULL THEN p.id END) AS worked_on
OPTIONAL MATCH (t)<-[:PART_OF*0..5]-(mandate:Theme)<-[:SPEAKS_FOR]-(u:Seat)-[:SEAT_ON]->(q:Partnership)
OPTIONAL MATCH (u)-[m:SPEAKS_FOR]->(mandate)
WHERE coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
OPTIONAL MATCH (u)-[k:HELD_FOR]->(body:Organisation)
WHERE body.sector = 'third_sector' AND k.capacity = 'representative'
  AND coalesce(k.start_day, '') <= $as_of AND coalesce(k.end_day, '9999') > $as_of
WITH t, remits, not_known, worked_on,
     collect(DISTINCT CASE WHEN m.dataset IS NOT NULL AND body.id IS NOT NULL THEN q.id END) AS spoken_for
UNWIND worked_on + spoken_for + [''] AS voiced
WITH t, remits, not_known, count(DISTINCT CASE WHEN voiced <> '' THEN voiced END) AS voiced_elsewhere
RETURN t.id AS theme_id, t.name AS theme, remits, toInteger(not_known) AS seats_not_known, voiced_elsewhere,
       CASE WHEN not_known > 0 THEN 'not known'
            WHEN voiced_elsewhere > 0 THEN 'voiced elsewhere only'
            ELSE 'no voice' END AS verdict
ORDER BY theme, theme_id
