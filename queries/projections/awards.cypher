// title: Awards
// question: Who pays whom, how much, and when?
// columns:
//   award_id: the award
//   funder_id: the body that pays
//   recipient_id: the body that is paid
//   instrument: grant, contract …, or null
//   amount_min: amount or its lower end, or null
//   amount_max: amount or its upper end, or null
//   currency: ISO code, or null
//   start_day: first day, or null
//   end_day: first day after the last, or null
//   pooled_id: agreement through which several pay together, or null
MATCH (f:Organisation)-[:FUNDS]->(a:Award)-[:AWARDED_TO]->(r:Organisation)
RETURN a.id AS award_id, f.id AS funder_id, r.id AS recipient_id, a.instrument AS instrument,
       a.amount_min AS amount_min, a.amount_max AS amount_max, a.currency AS currency, a.start_day AS start_day,
       a.end_day AS end_day, a.pooled_id AS pooled_id
ORDER BY award_id, funder_id, recipient_id
