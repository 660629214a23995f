// title: Pooled agreements
// question: Which agreements are paid by several funders together, or say that they are, and what do they come to?
// columns:
//   pooled_id: the agreement
//   currency: ISO code, or null where no amount is recorded
//   funders: funders that pay into it
//   recipients: bodies that it pays
//   awards: its awards in this currency
//   awards_without_amount: those of them with no amount
//   amount_min: the amounts added up, at their lower ends; null where none is recorded
//   amount_max: the amounts added up, at their upper ends; null where none is recorded
MATCH (f:Organisation)-[:FUNDS]->(a:Award)-[:AWARDED_TO]->(r:Organisation)
WHERE a.pooled_id IS NOT NULL
WITH a.pooled_id AS pooled_id, a.currency AS currency, count(DISTINCT f.id) AS funders,
     count(DISTINCT r.id) AS recipients, collect(DISTINCT a.id) AS paid
UNWIND paid AS award_id
MATCH (a:Award)
WHERE a.id = award_id
WITH pooled_id, currency, funders, recipients, count(a) AS awards, count(a.amount_min) AS with_amount,
     sum(a.amount_min) AS lower_sum, sum(a.amount_max) AS upper_sum
RETURN pooled_id, currency, funders, recipients, awards, awards - with_amount AS awards_without_amount,
       CASE WHEN with_amount > 0 THEN lower_sum END AS amount_min,
       CASE WHEN with_amount > 0 THEN upper_sum END AS amount_max
ORDER BY pooled_id, coalesce(currency, '')
