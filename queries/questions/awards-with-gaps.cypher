// title: Awards with something missing
// question: Which awards lack a start, an end, an amount, a function or an area, so that overlaps cannot be told?
// columns:
//   award_id: the award
//   funder_id: the body that pays
//   funder: its name
//   recipient_id: the body that is paid
//   recipient: its name
//   has_start: false where no start is recorded
//   has_end: false where no end is recorded, which is unknown and not for ever
//   has_amount: false where no amount is recorded
//   has_function: false where no function is recorded
//   has_area: false where no area is recorded
//   source: where the record comes from
MATCH (r:Organisation)<-[:AWARDED_TO]-(a:Award)<-[:FUNDS]-(f:Organisation)
WITH f, a, r, a.start_day IS NOT NULL AS has_start, a.end_day IS NOT NULL AS has_end,
     a.amount_min IS NOT NULL AS has_amount, EXISTS { MATCH (a)-[:PAYS_FOR]->(e:EngagementFunction) } AS has_function,
     EXISTS { MATCH (a)-[:IN_AREA]->(place:Area) } AS has_area
WHERE NOT (has_start AND has_end AND has_amount AND has_function AND has_area)
RETURN a.id AS award_id, f.id AS funder_id, f.name AS funder, r.id AS recipient_id, r.name AS recipient,
       has_start, has_end, has_amount, has_function, has_area, a.source AS source
ORDER BY funder, funder_id, recipient, recipient_id, award_id
