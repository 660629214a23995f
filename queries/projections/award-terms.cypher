// title: Terms of awards
// question: How is each award paid, and does it pay a share of overheads?
// columns:
//   award_id: the award
//   payment_terms: in advance, in arrears, by instalments, or null
//   overheads: true when it pays a share of overheads, false when not, or null
MATCH (a:Award)
RETURN a.id AS award_id, a.payment_terms AS payment_terms, a.overheads AS overheads
ORDER BY award_id
