// title: Awards passed on
// question: Which award was paid out of which other award?
// columns:
//   award_id: the award that was passed on
//   parent_id: the award it was paid out of
MATCH (a:Award)-[:PASSED_ON_FROM]->(p:Award)
RETURN a.id AS award_id, p.id AS parent_id
ORDER BY award_id, parent_id
