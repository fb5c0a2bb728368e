package io.tributary.broker.login;

/** The steps of a login, put together by {@link LoginAssembly}. */
record LoginSteps(
    Attempts attempts,
    SessionStep session,
    ChoiceStep choice,
    UpstreamStep upstream,
    LocalStep local,
    ConsentStep consent,
    CancelStep cancel,
    Dispatcher dispatcher,
    LoginFailures failures) {}
