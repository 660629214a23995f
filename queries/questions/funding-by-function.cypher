// title: Funding by function and funder
// question: What does each funder pay for each engagement function, over the whole length of the awards recorded?
// columns:
//   function_name: the function, or null where none is recorded
//   funder_id: the body that pays
//   funder: its name
//   currency: ISO code, or null where no amount is recorded
//   awards: awards recorded
//   awards_without_amount: those of them with no amount
//   awards_unsplit: those of them that pay for several functions, whole under each: do not add the functions up
//   amount_min: the amounts added up, at their lower ends; null where none is recorded
//   amount_max: the amounts added up, at their upper ends; null where none is recorded
MATCH (o:Organisation)-[:FUNDS]->(a:Award)
WITH o, a, COUNT { MATCH (a)-[:PAYS_FOR]->(each:EngagementFunction) } AS functions
OPTIONAL MATCH (a)-[:PAYS_FOR]->(f:EngagementFunction)
WITH f.id AS function_id, f.name AS function_name, o, a.currency AS currency, count(*) AS awards,
     count(a.amount_min) AS with_amount, count(CASE WHEN functions > 1 THEN 1 END) AS awards_unsplit,
     sum(a.amount_min) AS lower_sum, sum(a.amount_max) AS upper_sum
RETURN function_name, o.id AS funder_id, o.name AS funder, currency, awards,
       awards - with_amount AS awards_without_amount, awards_unsplit,
       CASE WHEN with_amount > 0 THEN lower_sum END AS amount_min,
       CASE WHEN with_amount > 0 THEN upper_sum END AS amount_max
ORDER BY coalesce(function_name, ''), coalesce(function_id, ''), funder, funder_id, coalesce(currency, '')
