// title: Areas of organisations
// question: Which organisation works in which place?
// columns:
//   organisation_id: the organisation
//   area_id: the place
MATCH (o:Organisation)-[:OPERATES_IN]->(a:Area)
RETURN o.id AS organisation_id, a.id AS area_id
ORDER BY organisation_id, area_id
