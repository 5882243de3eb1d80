"""What the mapping reads from: a product in the three shapes that releases and updates give it."""

from app.catalog.imports.onix.composites import NOTHING

BLOCKS = (
    "DescriptiveDetail",
    "CollateralDetail",
    "PublishingDetail",
    "RelatedMaterial",
    "ProductSupply",
)


class Source:
    """A product's blocks. ONIX 2.1 has none: there all of them are the product itself."""

    def __init__(self, product, header):
        self.product = product
        self.header = header
        self.remarks = []
        self.is_3 = any(block in product for block in BLOCKS)
        self.descriptive = self.block("DescriptiveDetail")
        self.collateral = self.block("CollateralDetail")
        self.publishing = self.block("PublishingDetail")
        self.related = self.block("RelatedMaterial")
        # Each with the market it is for; 2.1 has no markets around its supply.
        self.supplies = product.all("ProductSupply") if self.is_3 else [product]

    def block(self, name):
        return self.product.one(name) if self.is_3 else self.product

    def remark(self, text):
        if text not in self.remarks:
            self.remarks.append(text)

    @property
    def describes(self):
        """Does it say what the product is, as a block update of its prices does not?"""
        return self.descriptive is not NOTHING
