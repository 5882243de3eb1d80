"""What a message says once for all its products."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Header:
    language: str = ""
    price_type: str = ""
    currency: str = ""
    linear_unit: str = ""
    weight_unit: str = ""

    @classmethod
    def of(cls, header):
        return cls(
            language=header.value("DefaultLanguageOfText"),
            price_type=header.value("DefaultPriceType", "DefaultPriceTypeCode"),
            currency=header.value("DefaultCurrencyCode"),
            linear_unit=header.value("DefaultLinearUnit"),
            weight_unit=header.value("DefaultWeightUnit"),
        )
