"""The book database: a work is what readers talk about, an edition is what is sold."""

from app.catalog.models.collections import Collection, CollectionWork
from app.catalog.models.editions import (
    CONDITIONS,
    FORMATS,
    MOST_AT_A_TIME,
    PLAIN_FORMS,
    TAX_CLASSES,
    TRADE_STATUSES,
    UNKNOWN_LANGUAGE,
    Edition,
    EditionContributor,
    Image,
    RelatedProduct,
    is_download,
)
from app.catalog.models.files import FILE_KINDS, EditionFile, EditionFilePart
from app.catalog.models.imports import Import, ImportChange, ImportPart, ImportRemark
from app.catalog.models.moved import MergedWork, OldSlug
from app.catalog.models.people import Contributor, ContributorName, Publisher, Series
from app.catalog.models.prices import PriceChange, Sale, TradePrice
from app.catalog.models.stock import (
    Delivery,
    DeliveryLine,
    Inventory,
    InventoryMovement,
    StockTake,
    StockTakeCount,
)
from app.catalog.models.stock_alerts import StockAlert
from app.catalog.models.subjects import Subject, SubjectCode
from app.catalog.models.works import (
    AUTHOR,
    TRANSLATOR,
    Cover,
    Work,
    WorkCode,
    WorkContributor,
    WorkKey,
    WorkSubject,
)

__all__ = [
    "AUTHOR",
    "CONDITIONS",
    "FILE_KINDS",
    "FORMATS",
    "MOST_AT_A_TIME",
    "PLAIN_FORMS",
    "TAX_CLASSES",
    "TRADE_STATUSES",
    "TRANSLATOR",
    "UNKNOWN_LANGUAGE",
    "Collection",
    "CollectionWork",
    "Contributor",
    "ContributorName",
    "Cover",
    "Delivery",
    "DeliveryLine",
    "Edition",
    "EditionContributor",
    "EditionFile",
    "EditionFilePart",
    "Image",
    "Import",
    "ImportChange",
    "ImportPart",
    "ImportRemark",
    "Inventory",
    "InventoryMovement",
    "MergedWork",
    "OldSlug",
    "PriceChange",
    "Publisher",
    "RelatedProduct",
    "Sale",
    "Series",
    "StockAlert",
    "StockTake",
    "StockTakeCount",
    "Subject",
    "SubjectCode",
    "TradePrice",
    "Work",
    "WorkCode",
    "WorkContributor",
    "WorkKey",
    "WorkSubject",
    "is_download",
]
