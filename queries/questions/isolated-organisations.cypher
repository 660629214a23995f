// title: Organisations with no relationship
// question: Which organisations are joined to nothing: no seat, award, membership, theme, group or place?
// columns:
//   organisation_id: the organisation
//   organisation: its name
//   sector: its sector, or null
//   stub: true when it is only named in a cell, or null
//   source: where the record comes from
//   as_of: when it was last checked, or null
MATCH (o:Organisation)
WHERE NOT EXISTS { MATCH (o)--(x) }
RETURN o.id AS organisation_id, o.name AS organisation, o.sector AS sector, o.stub AS stub, o.source AS source,
       o.as_of AS as_of
ORDER BY organisation, organisation_id
