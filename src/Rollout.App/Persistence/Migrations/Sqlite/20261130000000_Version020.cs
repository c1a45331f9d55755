using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Rollout.App.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Version020 : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "feedback_devices");

            migrationBuilder.DropIndex(
                name: "ix_people_mobile_key",
                table: "people");

            migrationBuilder.DropIndex(
                name: "ix_outbox_person_about_settled_at",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_outbox_state_due_at",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_failed_sign_ins_from_at",
                table: "failed_sign_ins");

            migrationBuilder.DropIndex(
                name: "ix_activity_reported_on",
                table: "activity");

            migrationBuilder.DropIndex(
                name: "ix_active_weeks_monday",
                table: "active_weeks");

            migrationBuilder.AddColumn<string>(
                name: "translations",
                table: "topics",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "translations",
                table: "topic_contents",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "told_in_person",
                table: "rollout",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "ticket_code",
                table: "registrations",
                type: "TEXT",
                maxLength: 8,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "counts_facts",
                table: "profile_definitions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "account_name",
                table: "people",
                type: "TEXT",
                maxLength: 254,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "anonymised_at",
                table: "people",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "bare_number",
                table: "people",
                type: "TEXT",
                maxLength: 50,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "disowned_at",
                table: "people",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_auditor",
                table: "people",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "keys_version",
                table: "people",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "left_at",
                table: "people",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into",
                table: "people",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "page_language",
                table: "people",
                type: "TEXT",
                maxLength: 2,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "shared_email",
                table: "people",
                type: "TEXT",
                maxLength: 254,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "sort_name",
                table: "people",
                type: "TEXT",
                maxLength: 452,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "text_messages_since",
                table: "people",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "channel",
                table: "outbox",
                type: "TEXT",
                maxLength: 30,
                nullable: false,
                defaultValue: "Mail");

            migrationBuilder.AddColumn<Guid>(
                name: "claimed_by",
                table: "outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "confidential",
                table: "outbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "urgent",
                table: "outbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "by_facts_at",
                table: "invitations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "failed_sign_ins",
                type: "TEXT",
                maxLength: 30,
                nullable: false,
                defaultValue: "Facts");

            migrationBuilder.AddColumn<bool>(
                name: "provisional",
                table: "credits",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "keeps_liberation_day",
                table: "branches",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "periods",
                table: "branches",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "region",
                table: "branches",
                type: "TEXT",
                maxLength: 3,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "access_cards",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    code_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    printed_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    printed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_cards", x => x.id);
                    table.ForeignKey(
                        name: "fk_access_cards_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_access_cards_people_printed_by",
                        column: x => x.printed_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "activity_reports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    day = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    period = table.Column<int>(type: "INTEGER", nullable: false),
                    since = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    says = table.Column<int>(type: "INTEGER", maxLength: 30, nullable: false),
                    file = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    taken_at = table.Column<long>(type: "INTEGER", nullable: false),
                    matched = table.Column<int>(type: "INTEGER", nullable: false),
                    unmatched = table.Column<int>(type: "INTEGER", nullable: false),
                    no_name = table.Column<int>(type: "INTEGER", nullable: false),
                    left_out = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activity_reports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "activity_statements",
                columns: table => new
                {
                    report = table.Column<Guid>(type: "TEXT", nullable: false),
                    account = table.Column<Guid>(type: "TEXT", nullable: false),
                    last_day = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    reacted = table.Column<bool>(type: "INTEGER", nullable: false),
                    posted = table.Column<bool>(type: "INTEGER", nullable: false),
                    closed = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activity_statements", x => new { x.account, x.report });
                });

            migrationBuilder.CreateTable(
                name: "api_clients",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    scopes = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    former_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    former_until = table.Column<long>(type: "INTEGER", nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    made_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_clients", x => x.id);
                    table.ForeignKey(
                        name: "fk_api_clients_people_made_by",
                        column: x => x.made_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: true),
                    act = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    person = table.Column<Guid>(type: "TEXT", nullable: true),
                    change = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    way = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    network = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: true),
                    previous_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "brief_readers",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_brief_readers", x => x.person);
                    table.ForeignKey(
                        name: "fk_brief_readers_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "company_accounts",
                columns: table => new
                {
                    issuer = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    tied_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_accounts", x => new { x.issuer, x.subject });
                    table.ForeignKey(
                        name: "fk_company_accounts_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "consents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    wording = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    given_at = table.Column<long>(type: "INTEGER", nullable: false),
                    withdrawn_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consents", x => x.id);
                    table.ForeignKey(
                        name: "fk_consents_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "date_requests",
                columns: table => new
                {
                    topic = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_date_requests", x => new { x.topic, x.person });
                    table.ForeignKey(
                        name: "fk_date_requests_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_date_requests_topics_topic",
                        column: x => x.topic,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "director_steps",
                columns: table => new
                {
                    branch = table.Column<Guid>(type: "TEXT", nullable: false),
                    monday = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    group = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    about = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    before = table.Column<int>(type: "INTEGER", nullable: true),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_director_steps", x => new { x.branch, x.monday, x.kind });
                    table.ForeignKey(
                        name: "fk_director_steps_branches_branch",
                        column: x => x.branch,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "graph_fetches",
                columns: table => new
                {
                    report = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    day = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    tried_at = table.Column<long>(type: "INTEGER", nullable: false),
                    taken = table.Column<bool>(type: "INTEGER", nullable: false),
                    problem = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_graph_fetches", x => new { x.report, x.day });
                });

            migrationBuilder.CreateTable(
                name: "held_reports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    file = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    refusal = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    held_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_held_reports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "import_runs",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    lead = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    stage = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    phase = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    rows_read = table.Column<int>(type: "INTEGER", nullable: false),
                    share_done = table.Column<double>(type: "REAL", nullable: false),
                    result = table.Column<byte[]>(type: "BLOB", nullable: true),
                    refusal = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    missing = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    take_back = table.Column<bool>(type: "INTEGER", nullable: false),
                    many_may_leave = table.Column<bool>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    is_stop_asked = table.Column<bool>(type: "INTEGER", nullable: false),
                    claimed_until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_runs", x => x.id);
                    table.ForeignKey(
                        name: "fk_import_runs_people_lead",
                        column: x => x.lead,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "infosession_announcements",
                columns: table => new
                {
                    branch = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_infosession_announcements", x => x.branch);
                    table.ForeignKey(
                        name: "fk_infosession_announcements_branches_branch",
                        column: x => x.branch,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_infosession_announcements_people_by",
                        column: x => x.by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "kiosks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    branch = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    secret_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    opened_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kiosks", x => x.id);
                    table.ForeignKey(
                        name: "fk_kiosks_branches_branch",
                        column: x => x.branch,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_kiosks_people_opened_by",
                        column: x => x.opened_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "learned_columns",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    meaning = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_learned_columns", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "mail_reports",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    message = table.Column<Guid>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    detail = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_reports", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "material_parts",
                columns: table => new
                {
                    material = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_material_parts", x => new { x.material, x.number });
                    table.ForeignKey(
                        name: "fk_material_parts_materials_material",
                        column: x => x.material,
                        principalTable: "materials",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "nudge_branch_pauses",
                columns: table => new
                {
                    branch = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nudge_branch_pauses", x => x.branch);
                    table.ForeignKey(
                        name: "fk_nudge_branch_pauses_branches_branch",
                        column: x => x.branch,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_nudge_branch_pauses_people_by",
                        column: x => x.by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "nudge_opt_outs",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    about = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nudge_opt_outs", x => new { x.person, x.about });
                    table.ForeignKey(
                        name: "fk_nudge_opt_outs_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "nudge_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    is_fixed = table.Column<bool>(type: "INTEGER", nullable: false),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    current = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nudge_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "participation_sums",
                columns: table => new
                {
                    source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    day = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    branch = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    value = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    people = table.Column<int>(type: "INTEGER", nullable: false),
                    visited = table.Column<int>(type: "INTEGER", nullable: false),
                    profile_complete = table.Column<int>(type: "INTEGER", nullable: false),
                    reacted = table.Column<int>(type: "INTEGER", nullable: true),
                    posted = table.Column<int>(type: "INTEGER", nullable: true),
                    active = table.Column<int>(type: "INTEGER", nullable: true),
                    only_reacted = table.Column<int>(type: "INTEGER", nullable: true),
                    only_read = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_participation_sums", x => new { x.source, x.day, x.branch, x.kind, x.value });
                    table.ForeignKey(
                        name: "fk_participation_sums_branches_branch",
                        column: x => x.branch,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "passkeys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    credential = table.Column<string>(type: "TEXT", maxLength: 1364, nullable: false),
                    public_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    sign_count = table.Column<long>(type: "INTEGER", nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    used_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_passkeys", x => x.id);
                    table.ForeignKey(
                        name: "fk_passkeys_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "people_before",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    is_new = table.Column<bool>(type: "INTEGER", nullable: false),
                    version_after = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    account_name = table.Column<string>(type: "TEXT", nullable: true),
                    active = table.Column<bool>(type: "INTEGER", nullable: true),
                    bare_number = table.Column<string>(type: "TEXT", nullable: true),
                    branch = table.Column<Guid>(type: "TEXT", nullable: true),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    department_key = table.Column<string>(type: "TEXT", nullable: true),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    family_name = table.Column<string>(type: "TEXT", nullable: true),
                    full_time_equivalent = table.Column<double>(type: "REAL", nullable: true),
                    given_name = table.Column<string>(type: "TEXT", nullable: true),
                    infix = table.Column<string>(type: "TEXT", nullable: true),
                    job_title = table.Column<string>(type: "TEXT", nullable: true),
                    keys_version = table.Column<int>(type: "INTEGER", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: true),
                    mobile = table.Column<string>(type: "TEXT", nullable: true),
                    mobile_key = table.Column<string>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    personnel_key = table.Column<string>(type: "TEXT", nullable: true),
                    personnel_number = table.Column<string>(type: "TEXT", nullable: true),
                    search_name = table.Column<string>(type: "TEXT", nullable: true),
                    shared_email = table.Column<string>(type: "TEXT", nullable: true),
                    sort_name = table.Column<string>(type: "TEXT", nullable: true),
                    started_on = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    work_type = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people_before", x => x.person);
                });

            migrationBuilder.CreateTable(
                name: "platform_accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: true),
                    is_nobodys = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_accounts", x => x.id);
                    table.ForeignKey(
                        name: "fk_platform_accounts_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "published_figures",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    figure = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    day = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    percent = table.Column<int>(type: "INTEGER", nullable: true),
                    count = table.Column<int>(type: "INTEGER", nullable: true),
                    out_of = table.Column<int>(type: "INTEGER", nullable: true),
                    said = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_published_figures", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "report_mappings",
                columns: table => new
                {
                    header = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    meanings = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<int>(type: "INTEGER", nullable: false),
                    said_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_mappings", x => new { x.header, x.number });
                });

            migrationBuilder.CreateTable(
                name: "retention_runs",
                columns: table => new
                {
                    day = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    ran_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retention_runs", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "scim_accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    user_name_key = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    external_id = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    left_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scim_accounts", x => x.id);
                    table.ForeignKey(
                        name: "fk_scim_accounts_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "scim_tokens",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    branch = table.Column<Guid>(type: "TEXT", nullable: false),
                    many_may_leave_until = table.Column<long>(type: "INTEGER", nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    made_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scim_tokens", x => x.id);
                    table.ForeignKey(
                        name: "fk_scim_tokens_branches_branch",
                        column: x => x.branch,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_scim_tokens_people_made_by",
                        column: x => x.made_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "seat_holds",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    infosession = table.Column<Guid>(type: "TEXT", nullable: false),
                    held_for = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    held_from = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seat_holds", x => x.id);
                    table.ForeignKey(
                        name: "fk_seat_holds_infosessions_infosession",
                        column: x => x.infosession,
                        principalTable: "infosessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "suppressed_addresses",
                columns: table => new
                {
                    address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    because = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    detail = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_suppressed_addresses", x => x.address);
                });

            migrationBuilder.CreateTable(
                name: "unnamed_proxies",
                columns: table => new
                {
                    address = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unnamed_proxies", x => x.address);
                });

            migrationBuilder.CreateTable(
                name: "used_challenges",
                columns: table => new
                {
                    challenge = table.Column<string>(type: "TEXT", maxLength: 43, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_used_challenges", x => x.challenge);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    is_verified = table.Column<bool>(type: "INTEGER", nullable: false),
                    card = table.Column<Guid>(type: "TEXT", nullable: true),
                    key = table.Column<Guid>(type: "TEXT", nullable: false),
                    previous_key = table.Column<Guid>(type: "TEXT", nullable: true),
                    keyed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    stamp = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    last_seen = table.Column<long>(type: "INTEGER", nullable: false),
                    browser = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    system = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_sign_in_sessions_access_cards_card",
                        column: x => x.card,
                        principalTable: "access_cards",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_sign_in_sessions_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhooks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    client = table.Column<Guid>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    secret = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    kinds = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    made_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhooks", x => x.id);
                    table.ForeignKey(
                        name: "fk_webhooks_api_clients_client",
                        column: x => x.client,
                        principalTable: "api_clients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_webhooks_people_made_by",
                        column: x => x.made_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "import_chunks",
                columns: table => new
                {
                    run = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    file = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_chunks", x => new { x.run, x.file, x.number });
                    table.ForeignKey(
                        name: "fk_import_chunks_import_runs_run",
                        column: x => x.run,
                        principalTable: "import_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "nudge_rule_events",
                columns: table => new
                {
                    rule = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    act = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    of = table.Column<int>(type: "INTEGER", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nudge_rule_events", x => new { x.rule, x.number });
                    table.ForeignKey(
                        name: "fk_nudge_rule_events_nudge_rules_rule",
                        column: x => x.rule,
                        principalTable: "nudge_rules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_nudge_rule_events_people_by",
                        column: x => x.by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "nudge_rule_versions",
                columns: table => new
                {
                    rule = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nudge_rule_versions", x => new { x.rule, x.number });
                    table.ForeignKey(
                        name: "fk_nudge_rule_versions_nudge_rules_rule",
                        column: x => x.rule,
                        principalTable: "nudge_rules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_nudge_rule_versions_people_by",
                        column: x => x.by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    webhook = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: true),
                    trouble = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "fk_webhook_deliveries_webhooks_webhook",
                        column: x => x.webhook,
                        principalTable: "webhooks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "nudge_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rule = table.Column<Guid>(type: "TEXT", nullable: false),
                    rule_version = table.Column<int>(type: "INTEGER", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    branch = table.Column<Guid>(type: "TEXT", nullable: false),
                    occasion = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    held_out = table.Column<bool>(type: "INTEGER", nullable: false),
                    half = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    next_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    end = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    did_step = table.Column<bool>(type: "INTEGER", nullable: true),
                    judged_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nudge_runs", x => x.id);
                    table.ForeignKey(
                        name: "fk_nudge_runs_branches_branch",
                        column: x => x.branch,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_nudge_runs_nudge_rule_versions_rule_rule_version",
                        columns: x => new { x.rule, x.rule_version },
                        principalTable: "nudge_rule_versions",
                        principalColumns: new[] { "rule", "number" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_nudge_runs_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "nudge_answers",
                columns: table => new
                {
                    run = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    read_by = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nudge_answers", x => x.run);
                    table.ForeignKey(
                        name: "fk_nudge_answers_nudge_runs_run",
                        column: x => x.run,
                        principalTable: "nudge_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_nudge_answers_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_nudge_answers_people_read_by",
                        column: x => x.read_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_codes_asked_from_asked_at",
                table: "sign_in_codes",
                columns: new[] { "asked_from", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_people_account_name",
                table: "people",
                column: "account_name");

            migrationBuilder.CreateIndex(
                name: "ix_people_bare_number",
                table: "people",
                column: "bare_number");

            migrationBuilder.CreateIndex(
                name: "ix_people_merged_into",
                table: "people",
                column: "merged_into");

            migrationBuilder.CreateIndex(
                name: "ix_people_mobile_alone",
                table: "people",
                column: "mobile_key",
                unique: true,
                filter: "personnel_key IS NULL AND email IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_people_mobile_key",
                table: "people",
                column: "mobile_key");

            migrationBuilder.CreateIndex(
                name: "ix_people_shared_email",
                table: "people",
                column: "shared_email");

            migrationBuilder.CreateIndex(
                name: "ix_people_sort_name",
                table: "people",
                column: "sort_name");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_person_about",
                table: "outbox",
                columns: new[] { "person", "about" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_state_urgent_kind_due_at_useless_from_id",
                table: "outbox",
                columns: new[] { "state", "urgent", "kind", "due_at", "useless_from", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_failed_sign_ins_from_kind_at",
                table: "failed_sign_ins",
                columns: new[] { "from", "kind", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_access_cards_code_hash",
                table: "access_cards",
                column: "code_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_access_cards_person",
                table: "access_cards",
                column: "person",
                unique: true,
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_access_cards_printed_by",
                table: "access_cards",
                column: "printed_by");

            migrationBuilder.CreateIndex(
                name: "ix_activity_reports_source_day_period",
                table: "activity_reports",
                columns: new[] { "source", "day", "period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_clients_former_hash",
                table: "api_clients",
                column: "former_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_clients_hash",
                table: "api_clients",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_clients_made_by",
                table: "api_clients",
                column: "made_by");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_at",
                table: "audit_entries",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_number",
                table: "audit_entries",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_company_accounts_person_issuer",
                table: "company_accounts",
                columns: new[] { "person", "issuer" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_consents_person",
                table: "consents",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "ux_consents_open",
                table: "consents",
                columns: new[] { "person", "purpose" },
                unique: true,
                filter: "withdrawn_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_date_requests_person",
                table: "date_requests",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "ix_import_runs_lead",
                table: "import_runs",
                column: "lead");

            migrationBuilder.CreateIndex(
                name: "ix_import_runs_started_at",
                table: "import_runs",
                column: "started_at");

            migrationBuilder.CreateIndex(
                name: "ix_infosession_announcements_by",
                table: "infosession_announcements",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "ix_kiosks_branch",
                table: "kiosks",
                column: "branch");

            migrationBuilder.CreateIndex(
                name: "ix_kiosks_opened_by",
                table: "kiosks",
                column: "opened_by");

            migrationBuilder.CreateIndex(
                name: "ix_kiosks_secret_hash",
                table: "kiosks",
                column: "secret_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mail_reports_address_at",
                table: "mail_reports",
                columns: new[] { "address", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_mail_reports_at",
                table: "mail_reports",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_nudge_answers_person_at",
                table: "nudge_answers",
                columns: new[] { "person", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_nudge_answers_read_by",
                table: "nudge_answers",
                column: "read_by");

            migrationBuilder.CreateIndex(
                name: "ix_nudge_branch_pauses_by",
                table: "nudge_branch_pauses",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "ix_nudge_rule_events_by",
                table: "nudge_rule_events",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "ix_nudge_rule_versions_by",
                table: "nudge_rule_versions",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "ix_nudge_rules_code",
                table: "nudge_rules",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_nudge_runs_branch",
                table: "nudge_runs",
                column: "branch");

            migrationBuilder.CreateIndex(
                name: "ix_nudge_runs_judged_at_started_at",
                table: "nudge_runs",
                columns: new[] { "judged_at", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_nudge_runs_next_at",
                table: "nudge_runs",
                column: "next_at");

            migrationBuilder.CreateIndex(
                name: "ix_nudge_runs_person",
                table: "nudge_runs",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "ix_nudge_runs_rule_person_occasion",
                table: "nudge_runs",
                columns: new[] { "rule", "person", "occasion" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_nudge_runs_rule_rule_version_branch",
                table: "nudge_runs",
                columns: new[] { "rule", "rule_version", "branch" });

            migrationBuilder.CreateIndex(
                name: "ix_participation_sums_branch",
                table: "participation_sums",
                column: "branch");

            migrationBuilder.CreateIndex(
                name: "ix_participation_sums_source_kind_branch_day",
                table: "participation_sums",
                columns: new[] { "source", "kind", "branch", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_passkeys_credential",
                table: "passkeys",
                column: "credential",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_passkeys_person",
                table: "passkeys",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "ix_platform_accounts_name",
                table: "platform_accounts",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_accounts_person",
                table: "platform_accounts",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "ix_scim_accounts_external_id",
                table: "scim_accounts",
                column: "external_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_scim_accounts_person",
                table: "scim_accounts",
                column: "person",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_scim_accounts_user_name_key",
                table: "scim_accounts",
                column: "user_name_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_scim_tokens_branch",
                table: "scim_tokens",
                column: "branch");

            migrationBuilder.CreateIndex(
                name: "ix_scim_tokens_hash",
                table: "scim_tokens",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_scim_tokens_made_by",
                table: "scim_tokens",
                column: "made_by");

            migrationBuilder.CreateIndex(
                name: "ix_seat_holds_infosession_ends_at",
                table: "seat_holds",
                columns: new[] { "infosession", "ends_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_sessions_card",
                table: "sign_in_sessions",
                column: "card");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_sessions_key",
                table: "sign_in_sessions",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_sessions_person",
                table: "sign_in_sessions",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_sessions_previous_key",
                table: "sign_in_sessions",
                column: "previous_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_used_challenges_at",
                table: "used_challenges",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_state_due_at",
                table: "webhook_deliveries",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_webhook",
                table: "webhook_deliveries",
                column: "webhook");

            migrationBuilder.CreateIndex(
                name: "ix_webhooks_client",
                table: "webhooks",
                column: "client");

            migrationBuilder.CreateIndex(
                name: "ix_webhooks_made_by",
                table: "webhooks",
                column: "made_by");

            Version020Data.Up(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "activity_reports");

            migrationBuilder.DropTable(
                name: "activity_statements");

            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "brief_readers");

            migrationBuilder.DropTable(
                name: "company_accounts");

            migrationBuilder.DropTable(
                name: "consents");

            migrationBuilder.DropTable(
                name: "date_requests");

            migrationBuilder.DropTable(
                name: "director_steps");

            migrationBuilder.DropTable(
                name: "graph_fetches");

            migrationBuilder.DropTable(
                name: "held_reports");

            migrationBuilder.DropTable(
                name: "import_chunks");

            migrationBuilder.DropTable(
                name: "infosession_announcements");

            migrationBuilder.DropTable(
                name: "kiosks");

            migrationBuilder.DropTable(
                name: "learned_columns");

            migrationBuilder.DropTable(
                name: "mail_reports");

            migrationBuilder.DropTable(
                name: "material_parts");

            migrationBuilder.DropTable(
                name: "nudge_answers");

            migrationBuilder.DropTable(
                name: "nudge_branch_pauses");

            migrationBuilder.DropTable(
                name: "nudge_opt_outs");

            migrationBuilder.DropTable(
                name: "nudge_rule_events");

            migrationBuilder.DropTable(
                name: "participation_sums");

            migrationBuilder.DropTable(
                name: "passkeys");

            migrationBuilder.DropTable(
                name: "people_before");

            migrationBuilder.DropTable(
                name: "platform_accounts");

            migrationBuilder.DropTable(
                name: "published_figures");

            migrationBuilder.DropTable(
                name: "report_mappings");

            migrationBuilder.DropTable(
                name: "retention_runs");

            migrationBuilder.DropTable(
                name: "scim_accounts");

            migrationBuilder.DropTable(
                name: "scim_tokens");

            migrationBuilder.DropTable(
                name: "seat_holds");

            migrationBuilder.DropTable(
                name: "sign_in_sessions");

            migrationBuilder.DropTable(
                name: "suppressed_addresses");

            migrationBuilder.DropTable(
                name: "unnamed_proxies");

            migrationBuilder.DropTable(
                name: "used_challenges");

            migrationBuilder.DropTable(
                name: "webhook_deliveries");

            migrationBuilder.DropTable(
                name: "import_runs");

            migrationBuilder.DropTable(
                name: "nudge_runs");

            migrationBuilder.DropTable(
                name: "access_cards");

            migrationBuilder.DropTable(
                name: "webhooks");

            migrationBuilder.DropTable(
                name: "nudge_rule_versions");

            migrationBuilder.DropTable(
                name: "api_clients");

            migrationBuilder.DropTable(
                name: "nudge_rules");

            migrationBuilder.DropIndex(
                name: "ix_sign_in_codes_asked_from_asked_at",
                table: "sign_in_codes");

            migrationBuilder.DropIndex(
                name: "ix_people_account_name",
                table: "people");

            migrationBuilder.DropIndex(
                name: "ix_people_bare_number",
                table: "people");

            migrationBuilder.DropIndex(
                name: "ix_people_merged_into",
                table: "people");

            migrationBuilder.DropIndex(
                name: "ix_people_mobile_alone",
                table: "people");

            migrationBuilder.DropIndex(
                name: "ix_people_mobile_key",
                table: "people");

            migrationBuilder.DropIndex(
                name: "ix_people_shared_email",
                table: "people");

            migrationBuilder.DropIndex(
                name: "ix_people_sort_name",
                table: "people");

            migrationBuilder.DropIndex(
                name: "ix_outbox_person_about",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_outbox_state_urgent_kind_due_at_useless_from_id",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_failed_sign_ins_from_kind_at",
                table: "failed_sign_ins");

            migrationBuilder.DropColumn(
                name: "translations",
                table: "topics");

            migrationBuilder.DropColumn(
                name: "translations",
                table: "topic_contents");

            migrationBuilder.DropColumn(
                name: "told_in_person",
                table: "rollout");

            migrationBuilder.DropColumn(
                name: "ticket_code",
                table: "registrations");

            migrationBuilder.DropColumn(
                name: "counts_facts",
                table: "profile_definitions");

            migrationBuilder.DropColumn(
                name: "account_name",
                table: "people");

            migrationBuilder.DropColumn(
                name: "anonymised_at",
                table: "people");

            migrationBuilder.DropColumn(
                name: "bare_number",
                table: "people");

            migrationBuilder.DropColumn(
                name: "disowned_at",
                table: "people");

            migrationBuilder.DropColumn(
                name: "is_auditor",
                table: "people");

            migrationBuilder.DropColumn(
                name: "keys_version",
                table: "people");

            migrationBuilder.DropColumn(
                name: "left_at",
                table: "people");

            migrationBuilder.DropColumn(
                name: "merged_into",
                table: "people");

            migrationBuilder.DropColumn(
                name: "page_language",
                table: "people");

            migrationBuilder.DropColumn(
                name: "shared_email",
                table: "people");

            migrationBuilder.DropColumn(
                name: "sort_name",
                table: "people");

            migrationBuilder.DropColumn(
                name: "text_messages_since",
                table: "people");

            migrationBuilder.DropColumn(
                name: "channel",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "claimed_by",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "confidential",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "urgent",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "by_facts_at",
                table: "invitations");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "failed_sign_ins");

            migrationBuilder.DropColumn(
                name: "provisional",
                table: "credits");

            migrationBuilder.DropColumn(
                name: "keeps_liberation_day",
                table: "branches");

            migrationBuilder.DropColumn(
                name: "periods",
                table: "branches");

            migrationBuilder.DropColumn(
                name: "region",
                table: "branches");

            migrationBuilder.CreateTable(
                name: "feedback_devices",
                columns: table => new
                {
                    infosession = table.Column<Guid>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feedback_devices", x => new { x.infosession, x.digest });
                    table.ForeignKey(
                        name: "fk_feedback_devices_infosessions_infosession",
                        column: x => x.infosession,
                        principalTable: "infosessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_people_mobile_key",
                table: "people",
                column: "mobile_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_person_about_settled_at",
                table: "outbox",
                columns: new[] { "person", "about", "settled_at" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_state_due_at",
                table: "outbox",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_failed_sign_ins_from_at",
                table: "failed_sign_ins",
                columns: new[] { "from", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_activity_reported_on",
                table: "activity",
                column: "reported_on");

            migrationBuilder.CreateIndex(
                name: "ix_active_weeks_monday",
                table: "active_weeks",
                column: "monday");
        }
    }
}
