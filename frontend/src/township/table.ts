import { SERVICES, type Picture } from './summary'
import { t } from './words'

const cell = (value: unknown) => `"${String(value ?? '').replace(/"/g, '""')}"`

/** The picture as a table for a spreadsheet: the villages, as of when, and what each number means. */
export function tableOf(picture: Picture): string {
  const head = [t('village'), ...SERVICES.map(service => t(service)), t('yellow'), t('red'), t('duty_now')]
  const rows = picture.villages.map(village => [village.name, ...SERVICES.map(service => village.counts[service]), village.yellow, village.red, village.on_duty?.name ?? ''])
  const notes = Object.values(picture.definitions ?? {}).map(words => [words])
  return [[picture.place.name, picture.as_of, picture.metric_version], head, ...rows, [], ...notes].map(row => row.map(cell).join(',')).join('\r\n')
}

export function saveTable(picture: Picture): void {
  // The mark at the beginning tells spreadsheets that the text is UTF-8.
  const url = URL.createObjectURL(new Blob(['\ufeff', tableOf(picture)], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${picture.place.name} ${picture.as_of.slice(0, 10)}.csv`
  link.click()
  URL.revokeObjectURL(url)
}
