#include "db_server.h"

#include <thread>

namespace frontcache {
namespace {

constexpr Millis kAcceptPause{5};

}  // namespace

DbServer::DbServer(const Options& options, Fd listener, const std::string& table_path)
    : options_(options), listener_(std::move(listener)), table_(table_path), engine_(options, table_) {}

void DbServer::Run() {
  std::thread(&DbServer::LoginLoop, this).detach();
  for (uint32_t i = 0; i < options_.workers; ++i) std::thread(&DbServer::WorkLoop, this).detach();
  for (;;) AcceptLoop();
}

void DbServer::AcceptLoop() {
  while (listener_.valid()) {
    Fd stream = Accept(listener_);
    if (stream.valid()) {
      Admit(std::move(stream));
    } else {
      std::this_thread::sleep_for(kAcceptPause);  // Out of descriptors, perhaps.
    }
  }
}

// Whoever comes when the database is full is turned away with a reset: an orderly end would keep the socket here.
void DbServer::Admit(Fd stream) {
  std::lock_guard lock(session_mutex_);
  if (sessions_ >= options_.max_sessions) {  // [truth: SESSIONS_FULL]
    stream.Reset();
    return;
  }
  ++sessions_;
  logins_.push_back(std::make_shared<Session>(std::move(stream)));
  login_waits_.notify_one();
}

void DbServer::LoginLoop() {
  for (;;) {
    SessionPtr session;
    {
      std::unique_lock lock(session_mutex_);
      login_waits_.wait(lock, [this] { return !logins_.empty(); });
      session = std::move(logins_.front());
      logins_.pop_front();
    }
    Login(session);
  }
}

// (Fixed: a client that has given up is not logged in.)
void DbServer::Login(const SessionPtr& session) {
  proto::DbRequest hello;
  const bool asked = ReceiveMessage(session->stream, hello) && hello.has_login();
  if (!asked || (kFixed && IsAbandoned(session->stream)) || !engine_.Authenticate(hello.login())) {
    End(session);
    return;
  }
  proto::DbReply welcome;
  welcome.set_id(hello.id());
  Reply(*session, welcome);
  std::thread(&DbServer::ReadLoop, this, session).detach();
}

void DbServer::ReadLoop(const SessionPtr& session) {
  proto::DbRequest request;
  while (ReceiveMessage(session->stream, request)) {
    const uint64_t id = request.id();
    const Status status = Enqueue({session, std::move(request), Clock::now()});
    if (status == Status::kOk) continue;
    proto::DbReply refusal;
    refusal.set_id(id);
    refusal.set_status(static_cast<uint32_t>(status));
    Reply(*session, refusal);
  }
  End(session);
}

void DbServer::End(const SessionPtr& session) {
  session->ended = true;
  std::lock_guard lock(session_mutex_);
  --sessions_;
}

// Reports are the first to be shed.
Status DbServer::Enqueue(Query query) {
  std::lock_guard lock(query_mutex_);
  if (query.request.has_report()) {
    if (reports_waiting_ >= options_.report_queue_max) return Status::kOverloaded;  // [truth: REPORT_SHED]
    ++reports_waiting_;
  }
  queries_.push_back(std::move(query));
  query_waits_.notify_one();
  return Status::kOk;
}

// (Fixed: what nobody waits for any more is not executed.)
void DbServer::WorkLoop() {
  for (;;) {  // [truth: QUERY_LOOP]
    const Query query = NextQuery();
    const bool late = query.age() > Millis(query.request.patience_ms());
    if (kFixed && (late || query.session->ended)) continue;
    Reply(*query.session, engine_.Execute(query.request));
  }
}

// (Fixed: when the oldest has used up half of its client's patience, the newest goes first, which can still make it.)
DbServer::Query DbServer::NextQuery() {
  std::unique_lock lock(query_mutex_);
  query_waits_.wait(lock, [this] { return !queries_.empty(); });
  Query query;
  if (kFixed && queries_.front().age() > Millis(queries_.front().request.patience_ms()) / 2) {
    query = std::move(queries_.back());
    queries_.pop_back();
  } else {
    query = std::move(queries_.front());
    queries_.pop_front();
  }
  if (query.request.has_report()) --reports_waiting_;
  return query;
}

// Whether the client still listens shows when its session is read.
void DbServer::Reply(Session& session, const proto::DbReply& reply) {
  std::lock_guard lock(session.write_mutex);
  SendMessage(session.stream, reply);
}

}  // namespace frontcache
