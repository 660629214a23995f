// title: Areas of partnerships
// question: Which partnership concerns which place?
// columns:
//   partnership_id: the partnership
//   area_id: the place
MATCH (p:Partnership)-[:IN_AREA]->(a:Area)
RETURN p.id AS partnership_id, a.id AS area_id
ORDER BY partnership_id, area_id
