// title: Awards passed on
// question: Which awards were paid out of another award, and through whose hands did the money go?
// columns:
//   first_award_id: the award that the money came from
//   first_funder: who paid it
//   passed_on_by: who received it and passed it on
//   award_id: the award that was passed on
//   funder: who paid that, as recorded
//   recipient: who received it in the end
//   first_amount: amount or lower end of the first award, or null
//   amount: amount or lower end of the award passed on, or null
//   currency: ISO code of the award passed on, or null
MATCH (a:Award)-[:PASSED_ON_FROM]->(b:Award)
OPTIONAL MATCH (fa:Organisation)-[:FUNDS]->(a)
OPTIONAL MATCH (a)-[:AWARDED_TO]->(ra:Organisation)
OPTIONAL MATCH (fb:Organisation)-[:FUNDS]->(b)
OPTIONAL MATCH (b)-[:AWARDED_TO]->(rb:Organisation)
RETURN b.id AS first_award_id, fb.name AS first_funder, rb.name AS passed_on_by, a.id AS award_id, fa.name AS funder,
       ra.name AS recipient, b.amount_min AS first_amount, a.amount_min AS amount, a.currency AS currency
ORDER BY first_award_id, award_id, coalesce(fb.id, ''), coalesce(rb.id, ''), coalesce(fa.id, ''), coalesce(ra.id, '')
