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
WITH t, p, voices, count(DISTINCT u.id) AS seats_not_known
RETURN t.id AS theme_id, t.name AS theme, p.id AS partnership_id, p.name AS partnership, voices, seats_not_known
ORDER BY theme, theme_id, partnership, partnership_id
