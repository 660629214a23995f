// title: Awards ending soon
// question: Which awards that run on a day are over by a later one? Awards without an end are not listed here.
// parameters:
//   until: date -- the later day
//   as_of: date = today -- the day that counts
// columns:
//   end_date: day after the last as recorded
//   award_id: the award
//   funder_id: the body that pays
//   funder: its name
//   recipient_id: the body that is paid
//   recipient: its name
//   amount_min: amount or its lower end, or null
//   amount_max: amount or its upper end, or null
//   currency: ISO code, or null
MATCH (f:Organisation)-[:FUNDS]->(a:Award)-[:AWARDED_TO]->(r:Organisation)
WHERE coalesce(a.start_day, '') <= $as_of AND a.end_day > $as_of AND a.end_day <= $until
RETURN a.end_date AS end_date, a.id AS award_id, f.id AS funder_id, f.name AS funder, r.id AS recipient_id,
       r.name AS recipient, a.amount_min AS amount_min, a.amount_max AS amount_max, a.currency AS currency
ORDER BY a.end_day, award_id, funder_id, recipient_id
