// title: Awards
// question: Who pays whom, how much, and when?
// columns:
//   award_id: the award
//   name: name
//   funder_id: the body that pays
//   recipient_id: the body that is paid
//   instrument: grant, contract …, or null
//   amount_min: amount or its lower end, or null
//   amount_max: amount or its upper end, or null
//   currency: ISO code, or null
//   start_day: first day, or null
//   end_day: first day after the last, or null
//   pooled_id: agreement through which several pay together, or null
//   payment_terms: in advance, in arrears, by instalments, or null
//   overheads: true when it pays a share of overheads, false when not, or null
//   source: where the record comes from
//   as_of: when it was last checked
MATCH (f:Organisation)-[:FUNDS]->(a:Award)-[:AWARDED_TO]->(r:Organisation)
RETURN a.id AS award_id, a.name AS name, f.id AS funder_id, r.id AS recipient_id, a.instrument AS instrument,
       a.amount_min AS amount_min, a.amount_max AS amount_max, a.currency AS currency, a.start_day AS start_day,
       a.end_day AS end_day, a.pooled_id AS pooled_id, a.payment_terms AS payment_terms,
       a.overheads AS overheads, a.source AS source, a.as_of AS as_of
ORDER BY award_id, funder_id, recipient_id
