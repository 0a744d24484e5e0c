import type { ParcelKey } from './parcel.words'

export const en: Record<ParcelKey, string> = {
  title: 'Parcels',
  which: 'Collect or send?',
  fetch: 'Collect a parcel for me', fetch_sub: 'From town or another station', outbound: 'I want to send something', outbound_sub: 'The carrier checks it with you',
  choose: 'Please choose one',
  here_note: 'Parcels that have come to the village need no form: they are listed under “My matters”; bring the code.',
  carrier: 'Which carrier?',
  ems: 'China Post EMS', sf: 'SF', zto: 'ZTO', yto: 'YTO', sto: 'STO', yunda: 'Yunda', jt: 'J&T', jd: 'JD', other: 'Another, or not sure',
  outside_code: 'Pick-up code', outside_hint: 'From the message; you can also photograph it in the next step', outside_wrong: 'A code has 3 to 16 digits, letters or dashes',
  waybill_no: 'Waybill number', waybill_hint: 'Leave it empty if there is none', waybill_wrong: 'A waybill has 8 to 20 digits and letters',
  at_home: 'Bring it to my home', from_home: 'Fetch it from my home', at_home_sub: 'If walking is hard',
  size: 'How big?', small: 'Fits in one hand', medium: 'Needs two arms', large: 'Needs a car',
}
