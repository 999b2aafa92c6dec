// The messages of Dialogflow CX v3 that pass over the wire here, written as those of schema_types.mjs. What this
// sandbox neither uses nor looks into (speech, tools, search) is "object".
export const PACKAGE = 'google.cloud.dialogflow.cx.v3';

export const ENUMS = {
  EntityOverrideMode: [
    'ENTITY_OVERRIDE_MODE_UNSPECIFIED',
    'ENTITY_OVERRIDE_MODE_OVERRIDE',
    'ENTITY_OVERRIDE_MODE_SUPPLEMENT',
  ],
  DetectIntentResponseView: [
    'DETECT_INTENT_RESPONSE_VIEW_UNSPECIFIED',
    'DETECT_INTENT_RESPONSE_VIEW_FULL',
    'DETECT_INTENT_RESPONSE_VIEW_BASIC',
    'DETECT_INTENT_RESPONSE_VIEW_DEFAULT',
  ],
  MergeBehavior: ['MERGE_BEHAVIOR_UNSPECIFIED', 'APPEND', 'REPLACE'],
  ParameterState: ['PARAMETER_STATE_UNSPECIFIED', 'EMPTY', 'INVALID', 'FILLED'],
  ResponseType: ['RESPONSE_TYPE_UNSPECIFIED', 'ENTRY_PROMPT', 'PARAMETER_PROMPT', 'HANDLER_PROMPT'],
};

export const ONEOFS = {
  QueryInput: ['text', 'intent', 'audio', 'event', 'dtmf', 'toolCallResult'],
  ResponseMessage: [
    'text',
    'payload',
    'conversationSuccess',
    'outputAudioText',
    'liveAgentHandoff',
    'endInteraction',
    'playAudio',
    'mixedAudio',
    'telephonyTransferCall',
    'knowledgeInfoCard',
    'toolCall',
  ],
  WebhookResponse: ['targetPage', 'targetFlow'],
};

export const ONEOF_NAMES = { QueryInput: 'input', ResponseMessage: 'message', WebhookResponse: 'transition' };

const REQUEST = {
  DetectIntentRequest: {
    session: 'string',
    queryParams: 'QueryParameters',
    queryInput: 'QueryInput',
    outputAudioConfig: 'object',
    responseView: 'enum:DetectIntentResponseView',
  },
  QueryParameters: {
    timeZone: 'string',
    geoLocation: 'LatLng',
    sessionEntityTypes: 'SessionEntityType[]',
    payload: 'object',
    parameters: 'object',
    parameterScope: 'string',
    currentPage: 'string',
    disableWebhook: 'boolean',
    analyzeQueryTextSentiment: 'boolean',
    webhookHeaders: 'string_map',
    flowVersions: 'string[]',
    currentPlaybook: 'string',
    llmModelSettings: 'object',
    channel: 'string',
    sessionTtl: 'string',
    endUserMetadata: 'object',
    searchConfig: 'object',
    populateDataStoreConnectionSignals: 'boolean',
  },
  QueryInput: {
    text: 'TextInput',
    intent: 'IntentInput',
    audio: 'object',
    event: 'EventInput',
    dtmf: 'object',
    toolCallResult: 'object',
    languageCode: 'string',
  },
  TextInput: { text: 'string' },
  IntentInput: { intent: 'string' },
  EventInput: { event: 'string' },
  LatLng: { latitude: 'number', longitude: 'number' },
  SessionEntityType: { name: 'string', entityOverrideMode: 'enum:EntityOverrideMode', entities: 'Entity[]' },
  Entity: { value: 'string', synonyms: 'string[]' },
};

const WEBHOOK = {
  WebhookResponse: {
    fulfillmentResponse: 'FulfillmentResponse',
    pageInfo: 'PageInfo',
    sessionInfo: 'SessionInfo',
    payload: 'object',
    targetPage: 'string',
    targetFlow: 'string',
  },
  FulfillmentResponse: { messages: 'ResponseMessage[]', mergeBehavior: 'enum:MergeBehavior' },
  PageInfo: { currentPage: 'string', displayName: 'string', formInfo: 'FormInfo' },
  FormInfo: { parameterInfo: 'ParameterInfo[]' },
  ParameterInfo: {
    displayName: 'string',
    required: 'boolean',
    state: 'enum:ParameterState',
    value: 'any',
    justCollected: 'boolean',
  },
  SessionInfo: { session: 'string', parameters: 'object' },
  ResponseMessage: {
    text: 'Text',
    payload: 'object',
    conversationSuccess: 'object',
    outputAudioText: 'object',
    liveAgentHandoff: 'object',
    endInteraction: 'object',
    playAudio: 'object',
    mixedAudio: 'object',
    telephonyTransferCall: 'object',
    knowledgeInfoCard: 'object',
    toolCall: 'object',
    responseType: 'enum:ResponseType',
    channel: 'string',
  },
  Text: { text: 'string[]', allowPlaybackInterruption: 'boolean' },
};

export const MESSAGES = { ...REQUEST, ...WEBHOOK };
