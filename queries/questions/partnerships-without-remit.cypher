// title: Partnerships with no recorded remit
// question: Which partnerships record no theme in their terms of reference?
// columns:
//   partnership_id: the partnership
//   partnership: its name
//   kind: board, sub-group … in the user's words, or null
//   terms_url: address of the terms of reference, or null
//   contact: role to write to, or null
//   seats: seats listed
MATCH (p:Partnership)
WHERE NOT EXISTS { MATCH (p)-[:COVERS]->(t:Theme) }
OPTIONAL MATCH (p)<-[:SEAT_ON]-(s:Seat)
WITH p, count(s.id) AS seats
RETURN p.id AS partnership_id, p.name AS partnership, p.kind AS kind, p.terms_url AS terms_url, p.contact AS contact,
       seats
ORDER BY partnership, partnership_id
