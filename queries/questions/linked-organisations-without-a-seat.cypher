// title: Organisations of a group on no partnership
// question: Which organisations that are led by, serve or advocate for a group hold no seat anywhere?
// parameters:
//   as_of: date = today -- the day that counts
// columns:
//   organisation_id: the organisation
//   organisation: its name
//   link: is led by, serves or advocates for
//   group_id: the group
//   group_name: its name
MATCH (o:Organisation)-[l:LED_BY|SERVES|ADVOCATES_FOR]->(g:EqualityGroup)
WHERE NOT EXISTS {
    MATCH (o)<-[f:HELD_FOR]-(s:Seat)
    WHERE coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
  }
WITH o, g, type(l) AS kind
RETURN o.id AS organisation_id, o.name AS organisation,
       CASE WHEN kind = 'LED_BY' THEN 'is led by'
            WHEN kind = 'SERVES' THEN 'serves'
            ELSE 'advocates for' END AS link,
       g.id AS group_id, g.name AS group_name
ORDER BY organisation, organisation_id, group_name, group_id, link
