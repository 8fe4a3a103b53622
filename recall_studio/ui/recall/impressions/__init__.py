"""Global impressions of a conversation by client, caseworker and researcher, and where they lie apart."""
