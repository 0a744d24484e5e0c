import type { GuideKey } from './words'

export const en: Record<GuideKey, string> = {
  title: 'Guide', sub: 'What to bring, how long, how much', for_whom: 'For whom', conditions: 'Conditions', bring: 'What to bring', bring_nothing: 'Nothing to bring',
  copies: '{n} copies', may_follow: 'if you do not have it yet, it may follow later', how_long: 'How long', how_much: 'How much', depends: 'It depends: ask before you go', promised: 'promised {days}, by law {legal}',
  village_does: 'The village does', you_do: 'You do', true_will: 'For an elder: somebody asks whether it is his own will.', steps: 'Steps', result: 'What you get', decided_by: 'Decided by',
  where: 'Where', call_window: 'Call {phone}', law: 'Legal basis', watch_out: 'Beware', season: 'Every year from {from} to {to}',
  out_of_season: 'This is not the time: every year from {from} to {to}. You can ring and ask.',
  counted_from: 'counted from the day on which the office accepts it', on_paper: 'Ring: {village} {name} {phone} · This is version {version}, since {since}; ask before you start.',
  ask_for_it: 'Do this for me', read_out: 'Read it to me', stop: 'Stop', print: 'Print', gone: 'Not on the list', gone_hint: 'It may have ended. Look at another one, or call the village.', all: 'All items',
  old_version: 'This is what your matter began with; it may have changed since.', see_now: 'See it as it is now',
}
