import type { TownshipKey } from './words'

export const en: Record<TownshipKey, string> = {
  town: 'The township today', for_officers: 'This page is for officers of the township and county. Please sign in with user name and password.', sign_in: 'Sign in with a password',
  today_in: '{place} · today', villages: '{n} villages', as_of: 'as of {at}', wall_every: 'checked every 5 seconds', wall_silent: 'no connection, trying again; these are the last numbers',
  catalogue: 'Catalogue', audit: 'Record of acts', admin: 'Administrator', tools: 'Page', wall: 'Wall', leave_wall: 'Leave the wall', export: 'Export', me: 'My settings',
  open: 'Under way', new_today: '{n} new today · without health and quarrels', completed_today: 'Done today', completed_sub: 'got their result', cards: 'Near · late (villages)', late_above: '{n} more are late at an office',
  on_duty: 'On duty now', open_doors: '{n} villages are open', satisfied: 'Satisfied', rated_unrated: '{rated} rated · {unrated} not', too_few: 'too few',
  by_village: 'Open matters by village', village: 'Village', errand: 'Errands', medical: 'Doctor', parcel: 'Parcels', finance: 'Money', dispute: 'Quarrels', near_late: 'Near · late', duty_now: 'On duty now', rest_idle: '{n} more villages with nothing under way', in_all: 'In all',
  yellow: 'Near', red: 'Late', n_late: '{n} late', n_near: '{n} near', nobody_but_open: 'nobody', closed_now: 'closed', door_open: 'open', nobody: 'nobody is on duty now',
  no_village: 'This village is none of yours: go back to the township and choose another one.', vi_now: 'On duty now: {name}', vi_board: 'Duty board', vi_board_sub: 'What villagers see: who is on duty, when it is open', vi_roster: 'Roster', vi_roster_sub: 'Who sits when, over a month', vi_log: 'Duty log', vi_log_sub: 'Who sat on which day, how many came, what was done',
  vi_posts: 'Posts', vi_posts_sub: 'Which posts there are, and who is on them', vi_records: 'Records of the quarter', vi_records_sub: 'What those on the posts did; to be countersigned', vi_open: 'Open matters', vi_open_sub: 'Of health and quarrels only numbers',
  fourteen_days: '14 days: came and done', chart_says: 'In 14 days {submitted} came and {completed} were done', chart_key: 'bars: came · red line: done', chart_table: 'Show the numbers', on_day: 'Day', submitted: 'Came', completed: 'Done',
  late_longest: 'Late for longest', none_late: 'Nothing is late. What passes its day is listed here.', at_village: 'in the village', at_office: 'at an office', all_late: 'All {n}',
  how_counted: 'How it is counted', what_open: 'under way', what_counts: 'under way', what_red: 'late', what_yellow: 'near', what_late: 'late', what_completed_today: 'done today', what_submitted_today: 'new today', what_on_duty: 'on duty now', what_ratings: 'ratings',
  numbers_only: 'Of health and quarrels the township sees numbers only, never who and what.', no_rows: 'There is no such matter now.', n_rows: '{n} in all', first_rows: 'The first {n}', approximate: 'Listed are those that changed today and have their result; the number above may differ by one or two.',
  or_title: 'Originals that are out', or_figure: 'Originals out', or_figure_sub: '{n} for over 7 days', or_out: '{n} out', or_long: '{n} over 7 days', or_over: 'over 7 days', or_before: 'The day before', or_after: 'The day after', or_since: 'given on {day}, {n} days',
  oc_title: 'Record of originals', oc_on: 'Which day', oc_now: 'Now', oc_at_end_of: 'At the end of {day}', oc_all_back: 'All originals are with their owner.', oc_all_settled: 'No original is out.', oc_since: 'since {at}', oc_late: 'identity card kept overnight', oc_chain: 'Every hand-over', oc_nothing: 'No hand-over up to that day.',
  oc_when: 'When', oc_what: 'What', oc_papers: 'Originals', oc_from: 'From', oc_to: 'To', oc_proof: 'Confirmed by', oc_by: 'Written by', oc_written: '(came {at})', oc_witness: 'witness {name}', oc_slip: 'slip: {no}', oc_received_by: 'taken by {name}', oc_confirmed_by: '{name} confirmed {at}', oc_refused_by: '{name} did not confirm {at}',
  oc_waiting: 'to be confirmed', oc_overtaken: 'did not come about', oc_photo_n: 'Photo {n}',
}
