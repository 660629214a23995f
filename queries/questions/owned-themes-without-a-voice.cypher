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
OPTIONAL MATCH (p)<-[:SEAT_ON]-(u:Seat)-[g:HOLDS|HELD_FOR]-(x:Representative|Organisation)
WHERE coalesce(g.capacity, '') <> 'observer'
  AND coalesce(g.start_day, '') <= $as_of AND coalesce(g.end_day, '9999') > $as_of
  AND NOT EXISTS {
    MATCH (u)-[k:HELD_FOR]->(body:Organisation)
    WHERE body.sector IS NOT NULL
      AND coalesce(k.start_day, '') <= $as_of AND coalesce(k.end_day, '9999') > $as_of
  }
WITH t, p, voices, count(DISTINCT u.id) AS not_known
WITH t, count(p) AS remits, sum(voices) AS voices, sum(not_known) AS not_known
WHERE voices = 0
OPTIONAL MATCH (q:Partnership)<-[:SEAT_ON]-(s:Seat)-[f:HELD_FOR]->(o:Organisation)
WHERE o.sector = 'third_sector' AND coalesce(f.capacity, '') <> 'observer'
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
  AND (EXISTS { MATCH (o)-[:WORKS_ON]->(n:Theme)-[:PART_OF*0..5]->(t) }
       OR f.capacity = 'representative' AND EXISTS {
         MATCH (s)-[m:SPEAKS_FOR]->(n:Theme)-[:PART_OF*0..5]->(t)
         WHERE coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
       })
WITH t, remits, not_known, count(DISTINCT q.id) AS voiced_elsewhere
RETURN t.id AS theme_id, t.name AS theme, remits, toInteger(not_known) AS seats_not_known, voiced_elsewhere,
       CASE WHEN not_known > 0 THEN 'not known'
            WHEN voiced_elsewhere > 0 THEN 'voiced elsewhere only'
            ELSE 'no voice' END AS verdict
ORDER BY theme, theme_id
