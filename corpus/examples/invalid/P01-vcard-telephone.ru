# from: valid/three-regions.ttl
# Invented: the declaration has a telephone number

PREFIX ex:    <https://example.org/id/>
PREFIX vcard: <http://www.w3.org/2006/vcard/ns#>

INSERT DATA { ex:declaration vcard:hasTelephone <tel:+000000001> }
