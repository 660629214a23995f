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
MATCH (t:Theme)-[:PART_OF*0..5]->(wide:Theme)<-[:COVERS]-(p:Partnership)
WHERE $theme = '' OR toLower(t.id) = toLower($theme) OR toLower(t.name) = toLower($theme)
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
RETURN t.id AS theme_id, t.name AS theme, p.id AS partnership_id, p.name AS partnership, voices, seats_not_known
ORDER BY theme, theme_id, partnership, partnership_id
