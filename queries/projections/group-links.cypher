// title: Links to equality groups
// question: Which organisation is led by, serves or speaks up for which group, and which was it asked about?
// columns:
//   organisation_id: the organisation
//   group_id: the group
//   link: led_by, serves, advocates_for or asked_about
//   source: where the record comes from
//   as_of: when it was last checked
MATCH (o:Organisation)-[l:LED_BY]->(g:EqualityGroup)
RETURN o.id AS organisation_id, g.id AS group_id, 'led_by' AS link, l.source AS source, l.as_of AS as_of
UNION ALL
MATCH (o:Organisation)-[l:SERVES]->(g:EqualityGroup)
RETURN o.id AS organisation_id, g.id AS group_id, 'serves' AS link, l.source AS source, l.as_of AS as_of
UNION ALL
MATCH (o:Organisation)-[l:ADVOCATES_FOR]->(g:EqualityGroup)
RETURN o.id AS organisation_id, g.id AS group_id, 'advocates_for' AS link, l.source AS source, l.as_of AS as_of
UNION ALL
MATCH (o:Organisation)-[l:ASKED_ABOUT]->(g:EqualityGroup)
RETURN o.id AS organisation_id, g.id AS group_id, 'asked_about' AS link, l.source AS source, l.as_of AS as_of
