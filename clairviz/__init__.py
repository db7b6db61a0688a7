"""clairviz: CLAIR's Model Project programme as a database, queries, figures and a subsidy model."""

__version__ = "0.1.0"
