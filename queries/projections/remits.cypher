// title: Remits
// question: Which partnership has which theme in its terms of reference?
// columns:
//   partnership_id: the partnership
//   theme_id: the theme
MATCH (p:Partnership)-[:COVERS]->(t:Theme)
RETURN p.id AS partnership_id, t.id AS theme_id
ORDER BY partnership_id, theme_id
