// title: Members of forums
// question: Who belongs to each forum or network, and how many seats have the member, the forum and those who
//   speak for it?
// parameters:
//   forum: text = "" -- name or id of a forum; blank for all
//   as_of: date = today -- the day that counts
// columns:
//   forum_id: the forum
//   forum: its name
//   member_id: the member
//   member: its name
//   member_seats: seats held for the member itself
//   forum_seats: seats held for the forum
//   seats_speaking_for_forum: filled seats that speak for the forum, whoever holds them
MATCH (b:Organisation)<-[:MEMBER_OF]-(any_member:Organisation)
WHERE $forum = '' OR toLower(b.id) = toLower($forum) OR toLower(b.name) = toLower($forum)
WITH DISTINCT b
OPTIONAL MATCH (b)<-[f:HELD_FOR]-(s:Seat)
WHERE coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH b, count(DISTINCT s.id) AS forum_seats
OPTIONAL MATCH (b)<-[v:SPEAKS_FOR]-(t:Seat)
WHERE coalesce(v.start_day, '') <= $as_of AND coalesce(v.end_day, '9999') > $as_of
WITH DISTINCT b, forum_seats, t
OPTIONAL MATCH (t)-[h:HOLDS|HELD_FOR]-(x:Representative|Organisation)
WHERE coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
WITH b, forum_seats, count(DISTINCT CASE WHEN x.id IS NOT NULL THEN t.id END) AS seats_speaking_for_forum
MATCH (b)<-[:MEMBER_OF]-(m:Organisation)
OPTIONAL MATCH (m)<-[k:HELD_FOR]-(u:Seat)
WHERE coalesce(k.start_day, '') <= $as_of AND coalesce(k.end_day, '9999') > $as_of
WITH b, forum_seats, seats_speaking_for_forum, m, count(DISTINCT u.id) AS member_seats
RETURN b.id AS forum_id, b.name AS forum, m.id AS member_id, m.name AS member, member_seats, forum_seats,
       seats_speaking_for_forum
ORDER BY forum, forum_id, member, member_id
