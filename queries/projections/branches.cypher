// title: Branches
// question: Which organisation is a part of which parent body?
// columns:
//   branch_id: the part
//   parent_id: the parent body
MATCH (b:Organisation)-[:BRANCH_OF]->(p:Organisation)
RETURN b.id AS branch_id, p.id AS parent_id
ORDER BY branch_id, parent_id
