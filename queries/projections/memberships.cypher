// title: Memberships
// question: Which organisation belongs to which forum or network?
// columns:
//   member_id: the organisation that belongs
//   body_id: the forum or network it belongs to
MATCH (m:Organisation)-[:MEMBER_OF]->(b:Organisation)
RETURN m.id AS member_id, b.id AS body_id
ORDER BY member_id, body_id
