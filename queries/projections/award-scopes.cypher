// title: What awards are for
// question: Which function, group, theme and place is each award for?
// columns:
//   award_id: the award
//   kind: function, group, theme or area
//   target_id: what it is for
MATCH (a:Award)-[:PAYS_FOR]->(t:EngagementFunction)
RETURN a.id AS award_id, 'function' AS kind, t.id AS target_id
UNION ALL
MATCH (a:Award)-[:TARGETS]->(t:EqualityGroup)
RETURN a.id AS award_id, 'group' AS kind, t.id AS target_id
UNION ALL
MATCH (a:Award)-[:ABOUT]->(t:Theme)
RETURN a.id AS award_id, 'theme' AS kind, t.id AS target_id
UNION ALL
MATCH (a:Award)-[:IN_AREA]->(t:Area)
RETURN a.id AS award_id, 'area' AS kind, t.id AS target_id
