// title: Partnerships with one third-sector voice
// question: On which partnerships are all filled third-sector seats held by one organisation? Observers are left out.
// parameters:
//   least: whole number = 1 -- the fewest third-sector seats for a partnership to be listed
//   as_of: date = today -- the day that counts
// columns:
//   partnership_id: the partnership
//   partnership: its name
//   organisation_id: the one organisation
//   organisation: its name
//   seats: filled third-sector seats, all of them its own
//   seats_not_known: filled seats whose organisation, or its sector, is not recorded
//   verdict: yes, or not known where such seats could be another voice
MATCH (s:Seat)-[f:HELD_FOR]->(o:Organisation)
WHERE o.sector = 'third_sector' AND coalesce(f.capacity, '') <> 'observer'
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH DISTINCT o, s
MATCH (s)-[:SEAT_ON]->(p:Partnership)
WITH p, count(DISTINCT o.id) AS voices, count(DISTINCT s.id) AS seats, min(o.id) AS organisation_id
WHERE voices = 1 AND seats >= $least
WITH DISTINCT p, seats, organisation_id
MATCH (voice:Organisation)
WHERE voice.id = organisation_id
WITH DISTINCT p, seats, voice
MATCH (p)<-[:SEAT_ON]-(t:Seat)
OPTIONAL MATCH (t)-[g:HOLDS|HELD_FOR]-(x:Representative|Organisation)
WHERE coalesce(g.capacity, '') <> 'observer'
  AND coalesce(g.start_day, '') <= $as_of AND coalesce(g.end_day, '9999') > $as_of
OPTIONAL MATCH (t)-[k:HELD_FOR]->(body:Organisation)
WHERE body.sector IS NOT NULL
  AND coalesce(k.start_day, '') <= $as_of AND coalesce(k.end_day, '9999') > $as_of
WITH p, voice, seats, t, count(x.id) AS holders, count(body.id) AS bodies
WITH p, voice, seats, count(CASE WHEN holders > 0 AND bodies = 0 THEN 1 END) AS seats_not_known
RETURN p.id AS partnership_id, p.name AS partnership, voice.id AS organisation_id, voice.name AS organisation, seats,
       seats_not_known, CASE WHEN seats_not_known = 0 THEN 'yes' ELSE 'not known' END AS verdict
ORDER BY seats DESC, partnership, partnership_id
