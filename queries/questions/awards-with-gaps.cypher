// title: Awards with something missing
// question: Which awards lack a start, an end, an amount, a function or an area, so that overlaps cannot be told?
// columns:
//   award_id: the award
//   funder_id: the body that pays
//   funder: its name
//   recipient_id: the body that is paid
//   recipient: its name
//   no_start: true where no start is recorded
//   no_end: true where no end is recorded, which is unknown and not for ever
//   no_amount: true where no amount is recorded
//   no_function: true where no function is recorded
//   no_area: true where no area is recorded
//   source: where the record comes from
MATCH (f:Organisation)-[:FUNDS]->(a:Award)-[:AWARDED_TO]->(r:Organisation)
WITH f, a, r, a.start_day IS NULL AS no_start, a.end_day IS NULL AS no_end, a.amount_min IS NULL AS no_amount,
     NOT EXISTS { MATCH (a)-[:PAYS_FOR]->(e:EngagementFunction) } AS no_function,
     NOT EXISTS { MATCH (a)-[:IN_AREA]->(place:Area) } AS no_area
WHERE no_start OR no_end OR no_amount OR no_function OR no_area
RETURN a.id AS award_id, f.id AS funder_id, f.name AS funder, r.id AS recipient_id, r.name AS recipient,
       no_start, no_end, no_amount, no_function, no_area, a.source AS source
ORDER BY funder, funder_id, recipient, recipient_id, award_id
