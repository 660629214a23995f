// title: Areas
// question: Which places are there, and which belongs to which?
// columns:
//   id: node id
//   name: name
//   parent_id: the wider place, or null
MATCH (t:Area)
OPTIONAL MATCH (t)-[:PART_OF]->(parent:Area)
RETURN t.id AS id, t.name AS name, parent.id AS parent_id
ORDER BY id, parent_id
