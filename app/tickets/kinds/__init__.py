"""The five services, each written as one table beside this file."""

from app.tickets.kinds import dispute, errand, finance, medical, parcel
from app.tickets.kinds.workflow import Kind, Service

KINDS: dict[Service, Kind] = {
    module.KIND.service: module.KIND for module in (finance, errand, medical, parcel, dispute)
}
