package io.tributary.broker.admin;

import io.tributary.broker.account.Accounts;
import io.tributary.broker.trace.LoginTrace;
import io.tributary.broker.trace.Traces;
import io.tributary.broker.trace.WhyAnswer;
import io.tributary.broker.trace.WhyQuestion;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Operations that tell how the claims of a login came about; each is audited as it reads. */
public final class TraceApi {
  private final Traces traces;
  private final Accounts accounts;

  public TraceApi(Traces traces, Accounts accounts) {
    this.traces = traces;
    this.accounts = accounts;
  }

  public List<ApiOperation> operations() {
    return List.of(
        ApiOperation.read(
            "showTrace",
            "/traces/{id}",
            Permission.TRACES,
            "The trace of a login, by its id or that of any of its requests",
            List.of(),
            this::one),
        ApiOperation.read(
            "why",
            "/why",
            Permission.TRACES,
            "Why a person has a role or any other value of a claim, or has it not, and since when",
            List.of(
                field("person", true, "User name or subject"),
                field("value", true, "A role, a group, any text in a claim, or a claim's name"),
                field("client", false, "Only at this application")),
            this::why));
  }

  private static ApiOperation.Field field(String name, boolean required, String description) {
    return new ApiOperation.Field(name, "string", required, description);
  }

  private Future<JsonObject> one(ApiCall call) {
    return traces
        .find(call.part("id", TracePages.ID), call.caller().author())
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        ApiProblem.of(
                            404,
                            "not_found",
                            "Nothing is recorded of this id: " + Traces.NOT_FOUND)))
        .map(LoginTrace::toJson);
  }

  private Future<JsonObject> why(ApiCall call) {
    String person = call.required("person");
    String value = call.required("value");
    return accounts
        .named(person)
        .map(
            found ->
                found.orElseThrow(
                    () -> ApiProblem.of(404, "not_found", "There is no account of this name.")))
        .compose(
            account ->
                traces.why(
                    new WhyQuestion(
                        account.subject(), account.username(), value, call.query("client")),
                    call.caller().author()))
        .map(WhyAnswer::toJson);
  }
}
