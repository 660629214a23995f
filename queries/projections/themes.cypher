// title: Themes
// question: Which themes are there, and which belongs to which?
// columns:
//   id: node id
//   name: name
//   parent_id: the wider theme, or null
MATCH (t:Theme)
OPTIONAL MATCH (t)-[:PART_OF]->(parent:Theme)
RETURN t.id AS id, t.name AS name, parent.id AS parent_id
ORDER BY id, parent_id
