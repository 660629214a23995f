// title: Remits and the voices in them
// question: Which partnerships have each theme in their terms of reference, and how many third-sector seats there are
//   held for organisations that work on it, or speak for it? Experts count, observers do not.
// parameters:
//   theme: text = "" -- name or id of a theme; blank for all
//   as_of: date = today -- the day that counts
// columns:
//   theme_id: the theme
//   theme: its name
//   partnership_id: a partnership that has it, or a wider theme, in its remit
//   partnership: its name
//   voices: third-sector seats there with that theme
//   seats_not_known: filled seats there whose organisation, or its sector, is not recorded
MATCH (p:Partnership)
WHERE EXISTS { MATCH (p)-[:COVERS]->(any_theme:Theme) }
OPTIONAL MATCH (p)<-[:SEAT_ON]-(x:Seat)
OPTIONAL MATCH (x)-[e:HELD_FOR]->(y:Organisation)
WHERE coalesce(e.capacity, '') <> 'observer'
  AND coalesce(e.start_day, '') <= $as_of AND coalesce(e.end_day, '9999') > $as_of
OPTIONAL MATCH (r:Representative)-[h:HOLDS]->(x)
WHERE coalesce(h.capacity, '') <> 'observer'
  AND coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
WITH p, count(DISTINCT CASE WHEN y.sector IS NULL AND (y.id IS NOT NULL OR r.id IS NOT NULL) THEN x.id END)
  AS seats_not_known
OPTIONAL MATCH (p)-[:COVERS]->(:Theme)<-[:PART_OF*0..5]-(v:Theme)<-[:PART_OF*0..5]-(:Theme)<-[:WORKS_ON]-
  (o:Organisation)<-[:HELD_FOR]-(s:Seat)-[:SEAT_ON]->(p)
WHERE o.sector = 'third_sector'
OPTIONAL MATCH (s)-[f:HELD_FOR]->(o)
WHERE coalesce(f.capacity, '') <> 'observer'
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH p, seats_not_known, collect({theme: v.id, seat: CASE WHEN f.dataset IS NULL THEN '' ELSE s.id END})
  AS worked_on
OPTIONAL MATCH (p)-[:COVERS]->(:Theme)<-[:PART_OF*0..5]-(v:Theme)<-[:PART_OF*0..5]-(mandate:Theme)<-[:SPEAKS_FOR]-
  (u:Seat)-[:SEAT_ON]->(p)
OPTIONAL MATCH (u)-[m:SPEAKS_FOR]->(mandate)
WHERE coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
OPTIONAL MATCH (u)-[k:HELD_FOR]->(body:Organisation)
WHERE body.sector = 'third_sector' AND k.capacity = 'representative'
  AND coalesce(k.start_day, '') <= $as_of AND coalesce(k.end_day, '9999') > $as_of
WITH p, seats_not_known, worked_on,
     collect({theme: v.id, seat: CASE WHEN m.dataset IS NULL OR body.id IS NULL THEN '' ELSE u.id END})
       AS spoken_for
UNWIND worked_on + spoken_for AS voice
WITH DISTINCT p, seats_not_known, voice.theme AS theme, voice.seat AS seat
WITH p, seats_not_known, collect(CASE WHEN seat <> '' THEN theme END) AS voiced
MATCH (t:Theme)-[:PART_OF*0..5]->(wide:Theme)<-[:COVERS]-(p)
WHERE $theme = '' OR toLower(t.id) = toLower($theme) OR toLower(t.name) = toLower($theme)
WITH DISTINCT t, p, seats_not_known, voiced
UNWIND CASE WHEN t.id IN voiced THEN voiced ELSE [''] END AS voice
WITH t, p, seats_not_known, count(CASE WHEN voice = t.id THEN 1 END) AS voices
RETURN t.id AS theme_id, t.name AS theme, p.id AS partnership_id, p.name AS partnership, voices, seats_not_known
ORDER BY theme, theme_id, partnership, partnership_id
