// title: Sub-groups without a third-sector vote
// question: Which sub-groups have no filled third-sector seat that may vote?
// parameters:
//   as_of: date = today -- the day that counts
// columns:
//   partnership_id: the sub-group
//   partnership: its name
//   parent_id: the partnership it reports to
//   parent_name: its name
//   seats_listed: how much of its membership is recorded: all, some, none, or null, which is read as all
//   filled_seats: seats that a person or an organisation holds
//   third_sector_seats: those of them held for third-sector organisations, without a vote
//   seats_not_known: those of them that could be such a vote: sector, organisation or voting is not recorded
//   verdict: no vote, or not known where such seats, or seats that are not listed, could be one
MATCH (p:Partnership)-[:SUBGROUP_OF]->(parent:Partnership)
OPTIONAL MATCH (p)<-[:SEAT_ON]-(s:Seat)
WITH DISTINCT p, parent, s
OPTIONAL MATCH (s)-[f:HELD_FOR]->(o:Organisation)
WHERE coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
OPTIONAL MATCH (r:Representative)-[h:HOLDS]->(s)
WHERE coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
WITH p, parent, s, o, coalesce(h.capacity, f.capacity, '') = 'observer' AS observer, o.sector = 'third_sector' AS third,
     o.id IS NOT NULL OR r.id IS NOT NULL AS filled
WITH p, parent, count(DISTINCT CASE WHEN filled THEN s.id END) AS filled_seats,
     count(DISTINCT CASE WHEN third THEN s.id END) AS third_sector_seats,
     count(CASE WHEN third AND s.voting AND NOT observer THEN 1 END) AS votes,
     count(DISTINCT CASE WHEN filled AND coalesce(third, true) AND coalesce(s.voting, true) AND NOT observer
                         THEN s.id END) AS seats_not_known
WHERE votes = 0
RETURN p.id AS partnership_id, p.name AS partnership, parent.id AS parent_id, parent.name AS parent_name,
       p.seats_listed AS seats_listed, filled_seats, third_sector_seats, seats_not_known,
       CASE WHEN seats_not_known = 0 AND coalesce(p.seats_listed, 'all') = 'all' THEN 'no vote'
            ELSE 'not known' END AS verdict
ORDER BY partnership, partnership_id, parent_id
