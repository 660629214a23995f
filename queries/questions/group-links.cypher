// title: Who stands behind each group
// question: Which organisations are led by, serve or advocate for each equality group, and how many seats have they?
// parameters:
//   equality_group: text = "" -- name or id of a group; blank for all
//   as_of: date = today -- the day that counts
// columns:
//   group_id: the group
//   group_name: its name
//   link: is led by, serves or advocates for; null where no organisation is linked to the group
//   organisation_id: the organisation, or null
//   organisation: its name, or null
//   seats: seats it holds on that day
MATCH (g:EqualityGroup)
WHERE $equality_group = '' OR toLower(g.id) = toLower($equality_group) OR toLower(g.name) = toLower($equality_group)
OPTIONAL MATCH (g)<-[l:LED_BY|SERVES|ADVOCATES_FOR]-(o:Organisation)
WITH g, o, type(l) AS kind
OPTIONAL MATCH (o)<-[f:HELD_FOR]-(s:Seat)
WHERE coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH g, o, kind, count(DISTINCT s.id) AS seats
RETURN g.id AS group_id, g.name AS group_name,
       CASE WHEN kind = 'LED_BY' THEN 'is led by'
            WHEN kind = 'SERVES' THEN 'serves'
            WHEN kind = 'ADVOCATES_FOR' THEN 'advocates for' END AS link,
       o.id AS organisation_id, o.name AS organisation, seats
ORDER BY group_name, group_id, coalesce(organisation, ''), coalesce(organisation_id, ''), coalesce(link, '')
