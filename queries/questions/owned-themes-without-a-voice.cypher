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
WITH t, p, count(DISTINCT CASE WHEN voice = 1 THEN s.id END) AS voices,
     count(DISTINCT CASE WHEN o.sector IS NULL AND (o.id IS NOT NULL OR r.id IS NOT NULL) THEN s.id END)
       AS seats_not_known
WITH t, count(p) AS remits, sum(voices) AS all_voices, sum(seats_not_known) AS not_known
WHERE all_voices = 0
OPTIONAL MATCH (t)<-[:PART_OF*0..5]-(below:Theme)
WITH DISTINCT t, remits, not_known, below
OPTIONAL MATCH (below)<-[:WORKS_ON]-(o:Organisation)
WHERE o.sector = 'third_sector'
WITH DISTINCT t, remits, not_known, below, o
OPTIONAL MATCH (o)<-[f:HELD_FOR]-(s:Seat)
WHERE coalesce(f.capacity, '') <> 'observer'
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH DISTINCT t, remits, not_known, below, s
OPTIONAL MATCH (s)-[:SEAT_ON]->(p:Partnership)
WITH DISTINCT t, remits, not_known, below, p
OPTIONAL MATCH (below)<-[m:SPEAKS_FOR]-(u:Seat)
WHERE coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
WITH DISTINCT t, remits, not_known, p, u
OPTIONAL MATCH (u)-[k:HELD_FOR]->(body:Organisation)
WHERE k.capacity = 'representative' AND body.sector = 'third_sector'
  AND coalesce(k.start_day, '') <= $as_of AND coalesce(k.end_day, '9999') > $as_of
WITH t, remits, not_known, p, u, count(body.id) AS bodies
OPTIONAL MATCH (u)-[:SEAT_ON]->(q:Partnership)
UNWIND [p.id, CASE WHEN bodies > 0 THEN q.id END] AS voiced
WITH t, remits, not_known, count(DISTINCT voiced) AS voiced_elsewhere
RETURN t.id AS theme_id, t.name AS theme, remits, toInteger(not_known) AS seats_not_known, voiced_elsewhere,
       CASE WHEN not_known > 0 THEN 'not known'
            WHEN voiced_elsewhere > 0 THEN 'voiced elsewhere only'
            ELSE 'no voice' END AS verdict
ORDER BY theme, theme_id
