// title: Themes with no owner
// question: Which themes are in no partnership's terms of reference, neither themselves nor a wider theme?
// parameters:
//   as_of: date = today -- the day on which seats are counted
// columns:
//   theme_id: the theme
//   theme: its name
//   organisations: organisations that work on it or on a theme below it
//   organisations_with_a_seat: those of them that hold a seat somewhere, observers left out
//   partnerships_without_remit: partnerships whose terms of reference are not recorded and could own it
MATCH (p:Partnership)
WHERE NOT EXISTS { MATCH (p)-[:COVERS]->(any_theme:Theme) }
WITH count(p) AS partnerships_without_remit
MATCH (t:Theme)
WHERE NOT EXISTS { MATCH (t)-[:PART_OF*0..5]->(wide:Theme)<-[:COVERS]-(owner:Partnership) }
OPTIONAL MATCH (t)<-[:PART_OF*0..5]-(narrow:Theme)<-[:WORKS_ON]-(o:Organisation)
WITH t, partnerships_without_remit, count(DISTINCT o.id) AS organisations
OPTIONAL MATCH (t)<-[:PART_OF*0..5]-(below:Theme)<-[:WORKS_ON]-(working:Organisation)
WITH DISTINCT t, partnerships_without_remit, organisations, working
OPTIONAL MATCH (working)<-[f:HELD_FOR]-(s:Seat)
WHERE coalesce(f.capacity, '') <> 'observer'
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH t, partnerships_without_remit, organisations,
     count(DISTINCT CASE WHEN s.id IS NOT NULL THEN working.id END) AS organisations_with_a_seat
RETURN t.id AS theme_id, t.name AS theme, organisations, organisations_with_a_seat, partnerships_without_remit
ORDER BY organisations DESC, theme, theme_id
