// title: Functions
// question: Which functions are there, and which belongs to which?
// columns:
//   id: node id
//   name: name
//   parent_id: the wider function, or null
MATCH (t:EngagementFunction)
OPTIONAL MATCH (t)-[:PART_OF]->(parent:EngagementFunction)
RETURN t.id AS id, t.name AS name, parent.id AS parent_id
ORDER BY id, parent_id
