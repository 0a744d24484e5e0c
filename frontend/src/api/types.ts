/**
 * The shapes that the API answers and takes. They come from the server's OpenAPI document (schema.d.ts, `make types`); here they
 * only get the names that the app calls them by. `Reads` and `Writes` know every path, so a wrong one does not compile.
 */
import type { components, paths } from './schema'

type Shapes = components['schemas']

export type Uuid = string
/** An instant in UTC, e.g. "2026-11-23T07:40:00.000000Z". */
export type Instant = string
/** A local date, e.g. "2026-12-03". */
export type LocalDate = string

export type Service = Shapes['Service']
export type RoleName = Shapes['Role']

export type Place = Shapes['PlaceOut']
export type VillageRef = Shapes['VillageOut']
export type Me = Shapes['Me']
export type Board = Shapes['Board']
export type BoardDay = Shapes['BoardDay']
export type PublicHolder = Shapes['PublicHolder']
export type Item = Shapes['ItemOut']

export type Row = Shapes['TicketRow']
export type Ticket = Shapes['TicketOut']
export type TicketEvent = Shapes['EventOut']
export type Move = Shapes['MoveOut']
export type Need = Shapes['NeedOut']
export type Choice = Shapes['ChoiceOut']
export type Contact = Shapes['PersonRef']
export type AttachedFile = Shapes['FileOut']
export type Clock = Shapes['ClockOut']
export type Notice = Shapes['NoticeOut']
export interface Page<T> { items: T[]; next: string | null }

export type PersonRow = Shapes['PersonRow']
export type PersonFull = Shapes['PersonOut']
export type Revealed = Shapes['Revealed']
export type AuditRow = Shapes['AuditRow']
export type Delegation = Shapes['DelegationOut']
export type Kin = Shapes['Kin']
export type KinRequest = Shapes['RequestOut']
export type DeskRequest = Shapes['DeskRequest']
export type Telling = Shapes['TellingOut']
export type AgentRow = Shapes['AgentOut']
export type Desk = Shapes['Desk']
export type SignInSlip = Shapes['SlipOut']
export type ProxyEntry = Shapes['TripOut']
export type Authorisation = Shapes['AuthorisationOut']
export type AuthorisationForm = Shapes['FormOut']
export type PaperRange = Shapes['PaperRangeOut']
export type CardOut = Shapes['CardOut']
export type Custody = Shapes['CustodyPage']
export type Held = Shapes['HeldOut']
export type CustodyAct = Shapes['ActOut']
export type DutyDay = Shapes['DutyDay']
export type DutyMonth = Shapes['DutyMonth']
export type OpenCustody = Shapes['OpenCustody']
export type Handover = Shapes['HandoverOut']
export type CustodyDay = Shapes['CustodyDay']
export type CustodyIn = Shapes['CustodyIn']
export type Summary = Shapes['Summary']
export type Roster = Shapes['Roster']
export type Shift = Shapes['ShiftOut']
export type RosterTurn = Shapes['RosterTurn']
export type Gap = Shapes['Gap']
export type Draft = Shapes['Draft']
export type DraftTurn = Shapes['DraftTurn']
export type DraftGap = Shapes['DraftGap']
export type OtherTurn = Shapes['OtherTurn']
export type Candidates = Shapes['Candidates']
export type CalendarLink = Shapes['CalendarLinkOut']
export type CalendarLinkMade = Shapes['CalendarLinkMade']
export type RosterSheetPlan = Shapes['RosterSheetPlan']
export type Swap = Shapes['SwapOut']
export type SwapPage = Shapes['SwapPage']
export type TurnOffer = Shapes['TurnOffer']
export type Partners = Shapes['Partners']
export type TurnPage = Shapes['TurnPage']
export type RosterRule = Shapes['RuleOut']
export type TurnRule = Shapes['TurnRuleIn']
export type Temporary = Shapes['TemporaryOut']
export type TemporaryPage = Shapes['TemporaryPage']
export type TemporaryPlan = Shapes['TemporaryPlan']
export type TemporaryAsk = Shapes['TemporaryAsk']
export type TemporaryIn = Shapes['TemporaryIn']
export type RosterMember = Shapes['MemberOut']
export type PostPage = Shapes['PostPage']
export type PostIn = Shapes['PostIn']
export type PostOffer = Shapes['PostOffer']
export type Holding = Shapes['HoldingOut']
export type MemberPosts = Shapes['MemberPosts']
export type MemberDeeds = Shapes['MemberDeeds']
export type MemberPortrait = Shapes['MemberPortrait']
export type PostRecord = Shapes['RecordOut']
export type VillageRecords = Shapes['VillageRecords']

export type TicketIn = Shapes['TicketIn'] & { details: Record<string, unknown> }
/** What may be left out: the server knows what is usual. */
export type AuthorisationIn = Shapes['AuthorisationIn']
export type MoveIn = Shapes['MoveIn']
export type NoteIn = Shapes['NoteIn']
export type RatingIn = Shapes['RatingIn']
export type PersonIn = Shapes['PersonIn'] & { no_phone: boolean }
export type ProxyEntryIn = Shapes['TripIn']
export type DelegationIn = Shapes['DelegationIn']

type Json<A> = A extends { content: { 'application/json': infer Body } } ? Body : null
type Answer<O> = O extends { responses: infer R }
  ? R extends { 201: infer A } ? Json<A> : R extends { 200: infer A } ? Json<A> : R extends { 202: infer A } ? Json<A> : null : never
type Body<O> = O extends { requestBody: infer B } ? Json<B> : null
/** The paths under /api/v1 that know a method, without that beginning. */
type PathsOf<M extends string> = { [P in keyof paths]: paths[P] extends Record<M, object> ? P extends `/api/v1${infer Rest}` ? Rest : never : never }[keyof paths]
type Operation<M extends string, R extends string> = paths[`/api/v1${R}` & keyof paths] extends Record<M, infer O> ? O : never

/** GET paths and what they answer. */
export type Reads = { [R in PathsOf<'get'>]: Answer<Operation<'get', R>> }

/** Acts, as "POST /tickets": what each takes and answers. */
export type Writes =
  & { [R in PathsOf<'post'> as `POST ${R}`]: { body: Body<Operation<'post', R>>; answer: Answer<Operation<'post', R>> } }
  & { [R in PathsOf<'delete'> as `DELETE ${R}`]: { body: Body<Operation<'delete', R>>; answer: Answer<Operation<'delete', R>> } }
