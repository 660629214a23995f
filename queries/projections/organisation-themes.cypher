// title: Themes of organisations
// question: Which organisation works on which theme?
// columns:
//   organisation_id: the organisation
//   theme_id: the theme
MATCH (o:Organisation)-[:WORKS_ON]->(t:Theme)
RETURN o.id AS organisation_id, t.id AS theme_id
ORDER BY organisation_id, theme_id
