using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Rollout.App.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "branches",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    match_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    code = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    zone = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    opens_at = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    closes_at = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    director = table.Column<Guid>(type: "uuid", nullable: true),
                    director_email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_branches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "checklists",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    line_list = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checklists", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "failed_sign_ins",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    about = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    from = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_failed_sign_ins", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    about = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    concerning = table.Column<Guid>(type: "uuid", nullable: true),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    name = table.Column<string>(type: "character varying(460)", maxLength: 460, nullable: false),
                    subject = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    letter = table.Column<string>(type: "text", nullable: false),
                    calendar = table.Column<string>(type: "text", nullable: true),
                    queued_at = table.Column<long>(type: "bigint", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    useless_from = table.Column<long>(type: "bigint", nullable: true),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    claimed_until = table.Column<long>(type: "bigint", nullable: true),
                    handed_over_at = table.Column<long>(type: "bigint", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    settled_at = table.Column<long>(type: "bigint", nullable: false),
                    trouble = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "phases",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    from = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    until = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_phases", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rollout",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    platform_name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    company = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    brand = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    language_list = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    house_rules = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    platform_address = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    zone = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    contact_budget = table.Column<int>(type: "integer", nullable: false),
                    offer_hours = table.Column<int>(type: "integer", nullable: false),
                    people_per_ambassador = table.Column<int>(type: "integer", nullable: false),
                    paused_at = table.Column<long>(type: "bigint", nullable: true),
                    is_demo = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rollout", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tips",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    text = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tips", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "topics",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    summary = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    text = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    content = table.Column<int>(type: "integer", nullable: false),
                    content_since = table.Column<long>(type: "bigint", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    seats = table.Column<int>(type: "integer", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    language_list = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    warm_up = table.Column<string>(type: "character varying(612)", maxLength: 612, nullable: false),
                    opened_at = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_topics", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    personnel_number = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    personnel_key = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    mobile = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    mobile_key = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    given_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    infix = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    family_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "character varying(452)", maxLength: 452, nullable: false),
                    search_name = table.Column<string>(type: "character varying(452)", maxLength: 452, nullable: false),
                    branch = table.Column<Guid>(type: "uuid", nullable: false),
                    work_type = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    job_title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    department = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    department_key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    started_on = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    full_time_equivalent = table.Column<double>(type: "double precision", nullable: true),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    is_lead = table.Column<bool>(type: "boolean", nullable: false),
                    is_facilitator = table.Column<bool>(type: "boolean", nullable: false),
                    profile_complete_since = table.Column<long>(type: "bigint", nullable: true),
                    nudges_stopped_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people", x => x.id);
                    table.ForeignKey(
                        name: "fk_people_branches_branch",
                        column: x => x.branch,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "materials",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    topic = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    link = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    file_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    size = table.Column<int>(type: "integer", nullable: false),
                    added_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_materials", x => x.id);
                    table.ForeignKey(
                        name: "fk_materials_topics_topic",
                        column: x => x.topic,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "topic_contents",
                columns: table => new
                {
                    topic = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    summary = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    text = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    since = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_topic_contents", x => new { x.topic, x.number });
                    table.ForeignKey(
                        name: "fk_topic_contents_topics_topic",
                        column: x => x.topic,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "active_weeks",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    monday = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_active_weeks", x => new { x.person, x.monday });
                    table.ForeignKey(
                        name: "fk_active_weeks_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "activity",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    reported_on = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    last_active = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    closed = table.Column<bool>(type: "boolean", nullable: false),
                    may_be_told = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activity", x => x.person);
                    table.ForeignKey(
                        name: "fk_activity_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ambassador_questions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: false),
                    question = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    asked_at = table.Column<long>(type: "bigint", nullable: false),
                    answer = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    answered_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ambassador_questions", x => x.id);
                    table.ForeignKey(
                        name: "fk_ambassador_questions_people_asked_by",
                        column: x => x.asked_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ambassadors",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    quota = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    until = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    code = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    appointed_at = table.Column<long>(type: "bigint", nullable: false),
                    stepped_down_at = table.Column<long>(type: "bigint", nullable: true),
                    window_moved_at = table.Column<long>(type: "bigint", nullable: true),
                    shows_name = table.Column<bool>(type: "boolean", nullable: false),
                    handed_to = table.Column<Guid>(type: "uuid", nullable: true),
                    end_told = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ambassadors", x => x.id);
                    table.ForeignKey(
                        name: "fk_ambassadors_ambassadors_handed_to",
                        column: x => x.handed_to,
                        principalTable: "ambassadors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ambassadors_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "calendar_feeds",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    made_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_feeds", x => x.person);
                    table.ForeignKey(
                        name: "fk_calendar_feeds_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "candidates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    why = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    quota = table.Column<int>(type: "integer", nullable: true),
                    from = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    until = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_candidates", x => x.id);
                    table.ForeignKey(
                        name: "fk_candidates_people_by",
                        column: x => x.by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_candidates_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deputies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    branch = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    until = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    named_by = table.Column<Guid>(type: "uuid", nullable: false),
                    named_at = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deputies", x => x.id);
                    table.ForeignKey(
                        name: "fk_deputies_branches_branch",
                        column: x => x.branch,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deputies_people_named_by",
                        column: x => x.named_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deputies_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "infosessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    topic = table.Column<Guid>(type: "uuid", nullable: false),
                    branch = table.Column<Guid>(type: "uuid", nullable: true),
                    starts = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: false),
                    zone = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    starts_at = table.Column<long>(type: "bigint", nullable: false),
                    ends_at = table.Column<long>(type: "bigint", nullable: false),
                    remind_at = table.Column<long>(type: "bigint", nullable: true),
                    hour_reminded_for = table.Column<int>(type: "integer", nullable: true),
                    place = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    link = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    seats = table.Column<int>(type: "integer", nullable: false),
                    taken = table.Column<int>(type: "integer", nullable: false),
                    offered = table.Column<int>(type: "integer", nullable: false),
                    waiting = table.Column<int>(type: "integer", nullable: false),
                    last_number = table.Column<int>(type: "integer", nullable: false),
                    facilitator = table.Column<Guid>(type: "uuid", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    is_dry_run = table.Column<bool>(type: "boolean", nullable: false),
                    feedback_code = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false),
                    outside_hours = table.Column<bool>(type: "boolean", nullable: false),
                    after_go_live = table.Column<bool>(type: "boolean", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    cancelled_because = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_infosessions", x => x.id);
                    table.CheckConstraint("ck_infosessions_taken", "taken >= 0 AND offered >= 0 AND waiting >= 0 AND taken + offered <= seats");
                    table.ForeignKey(
                        name: "fk_infosessions_branches_branch",
                        column: x => x.branch,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_infosessions_people_facilitator",
                        column: x => x.facilitator,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_infosessions_topics_topic",
                        column: x => x.topic,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "profile_definitions",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    english = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    dutch = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    french = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    counts_confirmations = table.Column<bool>(type: "boolean", nullable: false),
                    counts_imports = table.Column<bool>(type: "boolean", nullable: false),
                    counts_claims = table.Column<bool>(type: "boolean", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_profile_definitions", x => x.number);
                    table.ForeignKey(
                        name: "fk_profile_definitions_people_by",
                        column: x => x.by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "profile_evidence",
                columns: table => new
                {
                    colleague = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    definition = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<long>(type: "bigint", nullable: false),
                    counts = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_profile_evidence", x => new { x.colleague, x.kind, x.definition });
                    table.ForeignKey(
                        name: "fk_profile_evidence_people_colleague",
                        column: x => x.colleague,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "seasons",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    closed_at = table.Column<long>(type: "bigint", nullable: false),
                    closed_by = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seasons", x => x.number);
                    table.ForeignKey(
                        name: "fk_seasons_people_closed_by",
                        column: x => x.closed_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_codes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    asked_for = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    about = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: true),
                    asked_from = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    asked_at = table.Column<long>(type: "bigint", nullable: false),
                    ends_at = table.Column<long>(type: "bigint", nullable: false),
                    salt = table.Column<byte[]>(type: "bytea", nullable: false),
                    code_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    link_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    used_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_codes", x => x.id);
                    table.ForeignKey(
                        name: "fk_sign_in_codes_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "spotlights",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    story = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_spotlights", x => x.id);
                    table.ForeignKey(
                        name: "fk_spotlights_people_asked_by",
                        column: x => x.asked_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_spotlights_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "waves",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    moment = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: false),
                    zone = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    moment_at = table.Column<long>(type: "bigint", nullable: false),
                    times_moved = table.Column<int>(type: "integer", nullable: false),
                    rehearsal_of = table.Column<Guid>(type: "uuid", nullable: true),
                    times_agreed = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    planned_by = table.Column<Guid>(type: "uuid", nullable: false),
                    planned_at = table.Column<long>(type: "bigint", nullable: false),
                    started_by = table.Column<Guid>(type: "uuid", nullable: true),
                    started_at = table.Column<long>(type: "bigint", nullable: true),
                    held_by = table.Column<Guid>(type: "uuid", nullable: true),
                    held_at = table.Column<long>(type: "bigint", nullable: true),
                    held_because = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    live_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    go_lasts_days = table.Column<int>(type: "integer", nullable: false),
                    is_pilot = table.Column<bool>(type: "boolean", nullable: false),
                    late_minutes = table.Column<int>(type: "integer", nullable: false),
                    promised_after1 = table.Column<int>(type: "integer", nullable: false),
                    promised_after12 = table.Column<int>(type: "integer", nullable: false),
                    promised_after4 = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_waves", x => x.id);
                    table.ForeignKey(
                        name: "fk_waves_people_held_by",
                        column: x => x.held_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_waves_people_planned_by",
                        column: x => x.planned_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_waves_people_started_by",
                        column: x => x.started_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "material_files",
                columns: table => new
                {
                    material = table.Column<Guid>(type: "uuid", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_material_files", x => x.material);
                    table.ForeignKey(
                        name: "fk_material_files_materials_material",
                        column: x => x.material,
                        principalTable: "materials",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "claims",
                columns: table => new
                {
                    ambassador = table.Column<Guid>(type: "uuid", nullable: false),
                    colleague = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    definition = table.Column<int>(type: "integer", nullable: false),
                    contradicted_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claims", x => new { x.ambassador, x.colleague });
                    table.ForeignKey(
                        name: "fk_claims_ambassadors_ambassador",
                        column: x => x.ambassador,
                        principalTable: "ambassadors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_claims_people_colleague",
                        column: x => x.colleague,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "confirmations",
                columns: table => new
                {
                    colleague = table.Column<Guid>(type: "uuid", nullable: false),
                    ambassador = table.Column<Guid>(type: "uuid", nullable: false),
                    device = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_confirmations", x => x.colleague);
                    table.ForeignKey(
                        name: "fk_confirmations_ambassadors_ambassador",
                        column: x => x.ambassador,
                        principalTable: "ambassadors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_confirmations_people_colleague",
                        column: x => x.colleague,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credit_moves",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    credit = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<Guid>(type: "uuid", nullable: false),
                    to = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_moves", x => x.id);
                    table.ForeignKey(
                        name: "fk_credit_moves_ambassadors_from",
                        column: x => x.from,
                        principalTable: "ambassadors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credit_moves_ambassadors_to",
                        column: x => x.to,
                        principalTable: "ambassadors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credit_moves_people_by",
                        column: x => x.by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credit_reviews",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    colleague = table.Column<Guid>(type: "uuid", nullable: false),
                    words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    answer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_reviews", x => x.id);
                    table.ForeignKey(
                        name: "fk_credit_reviews_ambassadors_by",
                        column: x => x.by,
                        principalTable: "ambassadors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credit_reviews_people_answered_by",
                        column: x => x.answered_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credit_reviews_people_colleague",
                        column: x => x.colleague,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invitations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ambassador = table.Column<Guid>(type: "uuid", nullable: false),
                    colleague = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    invited_at = table.Column<long>(type: "bigint", nullable: true),
                    came_at = table.Column<long>(type: "bigint", nullable: true),
                    accepted_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invitations", x => x.id);
                    table.ForeignKey(
                        name: "fk_invitations_ambassadors_ambassador",
                        column: x => x.ambassador,
                        principalTable: "ambassadors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_invitations_people_colleague",
                        column: x => x.colleague,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "share_texts",
                columns: table => new
                {
                    ambassador = table.Column<Guid>(type: "uuid", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    words = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_share_texts", x => new { x.ambassador, x.language });
                    table.ForeignKey(
                        name: "fk_share_texts_ambassadors_ambassador",
                        column: x => x.ambassador,
                        principalTable: "ambassadors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "feedback_asks",
                columns: table => new
                {
                    infosession = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    has_answered = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feedback_asks", x => new { x.infosession, x.person });
                    table.ForeignKey(
                        name: "fk_feedback_asks_infosessions_infosession",
                        column: x => x.infosession,
                        principalTable: "infosessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_feedback_asks_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "feedback_devices",
                columns: table => new
                {
                    infosession = table.Column<Guid>(type: "uuid", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
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

            migrationBuilder.CreateTable(
                name: "feedback_scores",
                columns: table => new
                {
                    infosession = table.Column<Guid>(type: "uuid", nullable: false),
                    question = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    score = table.Column<int>(type: "integer", nullable: false),
                    answers = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feedback_scores", x => new { x.infosession, x.question, x.score });
                    table.ForeignKey(
                        name: "fk_feedback_scores_infosessions_infosession",
                        column: x => x.infosession,
                        principalTable: "infosessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "feedback_texts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    infosession = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feedback_texts", x => x.id);
                    table.ForeignKey(
                        name: "fk_feedback_texts_infosessions_infosession",
                        column: x => x.infosession,
                        principalTable: "infosessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "findings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    topic = table.Column<Guid>(type: "uuid", nullable: false),
                    dry_run = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    given_at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    answer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    settled_by = table.Column<Guid>(type: "uuid", nullable: true),
                    settled_at = table.Column<long>(type: "bigint", nullable: true),
                    waived_by = table.Column<Guid>(type: "uuid", nullable: true),
                    waived_because = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_findings", x => x.id);
                    table.ForeignKey(
                        name: "fk_findings_infosessions_dry_run",
                        column: x => x.dry_run,
                        principalTable: "infosessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_findings_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_findings_people_settled_by",
                        column: x => x.settled_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_findings_people_waived_by",
                        column: x => x.waived_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_findings_topics_topic",
                        column: x => x.topic,
                        principalTable: "topics",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "key_users",
                columns: table => new
                {
                    dry_run = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    invited_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_key_users", x => new { x.dry_run, x.person });
                    table.ForeignKey(
                        name: "fk_key_users_infosessions_dry_run",
                        column: x => x.dry_run,
                        principalTable: "infosessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_key_users_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "registrations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    infosession = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    changes = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: true),
                    offer_ends_at = table.Column<long>(type: "bigint", nullable: true),
                    called_at = table.Column<long>(type: "bigint", nullable: true),
                    reminded_for = table.Column<int>(type: "integer", nullable: true),
                    walked_in = table.Column<bool>(type: "boolean", nullable: false),
                    on_free_chair = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registrations", x => x.id);
                    table.ForeignKey(
                        name: "fk_registrations_infosessions_infosession",
                        column: x => x.infosession,
                        principalTable: "infosessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_registrations_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "went_first",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    infosession = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_went_first", x => x.id);
                    table.ForeignKey(
                        name: "fk_went_first_infosessions_infosession",
                        column: x => x.infosession,
                        principalTable: "infosessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_went_first_people_by",
                        column: x => x.by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_went_first_people_person",
                        column: x => x.person,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credits",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ambassador = table.Column<Guid>(type: "uuid", nullable: false),
                    earned_by = table.Column<Guid>(type: "uuid", nullable: false),
                    colleague = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    evidence = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    definition = table.Column<int>(type: "integer", nullable: false),
                    season = table.Column<int>(type: "integer", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credits", x => x.id);
                    table.ForeignKey(
                        name: "fk_credits_ambassadors_ambassador",
                        column: x => x.ambassador,
                        principalTable: "ambassadors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credits_ambassadors_earned_by",
                        column: x => x.earned_by,
                        principalTable: "ambassadors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credits_people_colleague",
                        column: x => x.colleague,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credits_seasons_season",
                        column: x => x.season,
                        principalTable: "seasons",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "season_terms",
                columns: table => new
                {
                    season = table.Column<int>(type: "integer", nullable: false),
                    ambassador = table.Column<Guid>(type: "uuid", nullable: false),
                    quota = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    until = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    done = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_season_terms", x => new { x.season, x.ambassador });
                    table.ForeignKey(
                        name: "fk_season_terms_ambassadors_ambassador",
                        column: x => x.ambassador,
                        principalTable: "ambassadors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_season_terms_seasons_season",
                        column: x => x.season,
                        principalTable: "seasons",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "launches",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave = table.Column<Guid>(type: "uuid", nullable: false),
                    branch = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    is_rehearsal = table.Column<bool>(type: "boolean", nullable: false),
                    left_out_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    left_out_by = table.Column<Guid>(type: "uuid", nullable: true),
                    left_out_at = table.Column<long>(type: "bigint", nullable: true),
                    live_at = table.Column<long>(type: "bigint", nullable: true),
                    announced_at = table.Column<long>(type: "bigint", nullable: true),
                    sign_off_head = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    test_mail_arrived_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_launches", x => x.id);
                    table.ForeignKey(
                        name: "fk_launches_branches_branch",
                        column: x => x.branch,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_launches_people_left_out_by",
                        column: x => x.left_out_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_launches_waves_wave",
                        column: x => x.wave,
                        principalTable: "waves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "wave_events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    branch = table.Column<Guid>(type: "uuid", nullable: true),
                    words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wave_events", x => x.id);
                    table.ForeignKey(
                        name: "fk_wave_events_branches_branch",
                        column: x => x.branch,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_wave_events_people_by",
                        column: x => x.by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_wave_events_waves_wave",
                        column: x => x.wave,
                        principalTable: "waves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "wave_words",
                columns: table => new
                {
                    wave = table.Column<Guid>(type: "uuid", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    from_lead = table.Column<string>(type: "character varying(1500)", maxLength: 1500, nullable: false),
                    ceo_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    from_ceo = table.Column<string>(type: "character varying(1500)", maxLength: 1500, nullable: false),
                    film = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    today = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wave_words", x => new { x.wave, x.language });
                    table.ForeignKey(
                        name: "fk_wave_words_waves_wave",
                        column: x => x.wave,
                        principalTable: "waves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "warm_up_answers",
                columns: table => new
                {
                    registration = table.Column<Guid>(type: "uuid", nullable: false),
                    comes = table.Column<bool>(type: "boolean", nullable: false),
                    text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_warm_up_answers", x => x.registration);
                    table.ForeignKey(
                        name: "fk_warm_up_answers_registrations_registration",
                        column: x => x.registration,
                        principalTable: "registrations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "kick_offs",
                columns: table => new
                {
                    launch = table.Column<Guid>(type: "uuid", nullable: false),
                    starts = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: false),
                    zone = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    starts_at = table.Column<long>(type: "bigint", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    words = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    running_order = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    invited_at = table.Column<long>(type: "bigint", nullable: true),
                    sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kick_offs", x => x.launch);
                    table.ForeignKey(
                        name: "fk_kick_offs_launches_launch",
                        column: x => x.launch,
                        principalTable: "launches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "readiness_checks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    launch = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    weight = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    measure = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    target = table.Column<int>(type: "integer", nullable: false),
                    seen_part = table.Column<int>(type: "integer", nullable: true),
                    seen_whole = table.Column<int>(type: "integer", nullable: true),
                    evidence_text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    evidence_link = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    evidence_file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    owner = table.Column<Guid>(type: "uuid", nullable: true),
                    due = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    is_condition = table.Column<bool>(type: "boolean", nullable: false),
                    done_at = table.Column<long>(type: "bigint", nullable: true),
                    done_by = table.Column<Guid>(type: "uuid", nullable: true),
                    times_fallen_back = table.Column<int>(type: "integer", nullable: false),
                    fell_back_because = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    fell_back_at = table.Column<long>(type: "bigint", nullable: true),
                    fell_back_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_readiness_checks", x => x.id);
                    table.ForeignKey(
                        name: "fk_readiness_checks_launches_launch",
                        column: x => x.launch,
                        principalTable: "launches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_readiness_checks_people_done_by",
                        column: x => x.done_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_readiness_checks_people_fell_back_by",
                        column: x => x.fell_back_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_readiness_checks_people_owner",
                        column: x => x.owner,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "roll_calls",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    launch = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    present = table.Column<int>(type: "integer", nullable: false),
                    first_visits = table.Column<int>(type: "integer", nullable: false),
                    trouble = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roll_calls", x => x.id);
                    table.ForeignKey(
                        name: "fk_roll_calls_launches_launch",
                        column: x => x.launch,
                        principalTable: "launches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_roll_calls_people_by",
                        column: x => x.by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sign_offs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    launch = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    verdict = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    condition_owner = table.Column<Guid>(type: "uuid", nullable: true),
                    condition_due = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    as_deputy = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    signed_on = table.Column<string>(type: "text", nullable: false),
                    previous_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_offs", x => x.id);
                    table.ForeignKey(
                        name: "fk_sign_offs_launches_launch",
                        column: x => x.launch,
                        principalTable: "launches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_sign_offs_people_by",
                        column: x => x.by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_sign_offs_people_condition_owner",
                        column: x => x.condition_owner,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "week_steps",
                columns: table => new
                {
                    launch = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_week_steps", x => new { x.launch, x.step });
                    table.ForeignKey(
                        name: "fk_week_steps_launches_launch",
                        column: x => x.launch,
                        principalTable: "launches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_week_steps_people_by",
                        column: x => x.by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "evidence_files",
                columns: table => new
                {
                    check = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_files", x => x.check);
                    table.ForeignKey(
                        name: "fk_evidence_files_readiness_checks_check",
                        column: x => x.check,
                        principalTable: "readiness_checks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_active_weeks_monday",
                table: "active_weeks",
                column: "monday");

            migrationBuilder.CreateIndex(
                name: "ix_activity_reported_on",
                table: "activity",
                column: "reported_on");

            migrationBuilder.CreateIndex(
                name: "ix_ambassador_questions_asked_by",
                table: "ambassador_questions",
                column: "asked_by");

            migrationBuilder.CreateIndex(
                name: "ix_ambassadors_code",
                table: "ambassadors",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ambassadors_handed_to",
                table: "ambassadors",
                column: "handed_to");

            migrationBuilder.CreateIndex(
                name: "ix_ambassadors_person",
                table: "ambassadors",
                column: "person",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_branches_code",
                table: "branches",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_branches_director",
                table: "branches",
                column: "director");

            migrationBuilder.CreateIndex(
                name: "ix_branches_match_name",
                table: "branches",
                column: "match_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feeds_key",
                table: "calendar_feeds",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_candidates_by",
                table: "candidates",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "ix_candidates_person",
                table: "candidates",
                column: "person",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_candidates_state",
                table: "candidates",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_checklists_name",
                table: "checklists",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_claims_colleague",
                table: "claims",
                column: "colleague");

            migrationBuilder.CreateIndex(
                name: "ix_confirmations_ambassador",
                table: "confirmations",
                column: "ambassador");

            migrationBuilder.CreateIndex(
                name: "ix_confirmations_at",
                table: "confirmations",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_credit_moves_by",
                table: "credit_moves",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "ix_credit_moves_credit",
                table: "credit_moves",
                column: "credit");

            migrationBuilder.CreateIndex(
                name: "ix_credit_moves_from",
                table: "credit_moves",
                column: "from");

            migrationBuilder.CreateIndex(
                name: "ix_credit_moves_to",
                table: "credit_moves",
                column: "to");

            migrationBuilder.CreateIndex(
                name: "ix_credit_reviews_answered_by",
                table: "credit_reviews",
                column: "answered_by");

            migrationBuilder.CreateIndex(
                name: "ix_credit_reviews_colleague",
                table: "credit_reviews",
                column: "colleague");

            migrationBuilder.CreateIndex(
                name: "ix_credit_reviews_open",
                table: "credit_reviews",
                columns: new[] { "by", "colleague" },
                unique: true,
                filter: "answered_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_credits_ambassador_at",
                table: "credits",
                columns: new[] { "ambassador", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_credits_colleague",
                table: "credits",
                column: "colleague",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_credits_earned_by",
                table: "credits",
                column: "earned_by");

            migrationBuilder.CreateIndex(
                name: "ix_credits_season",
                table: "credits",
                column: "season");

            migrationBuilder.CreateIndex(
                name: "ix_deputies_branch",
                table: "deputies",
                column: "branch");

            migrationBuilder.CreateIndex(
                name: "ix_deputies_named_by",
                table: "deputies",
                column: "named_by");

            migrationBuilder.CreateIndex(
                name: "ix_deputies_person",
                table: "deputies",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "ix_failed_sign_ins_about_at",
                table: "failed_sign_ins",
                columns: new[] { "about", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_failed_sign_ins_from_at",
                table: "failed_sign_ins",
                columns: new[] { "from", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_feedback_asks_person",
                table: "feedback_asks",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "ix_feedback_texts_infosession",
                table: "feedback_texts",
                column: "infosession");

            migrationBuilder.CreateIndex(
                name: "ix_findings_dry_run_person",
                table: "findings",
                columns: new[] { "dry_run", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_findings_person",
                table: "findings",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "ix_findings_settled_by",
                table: "findings",
                column: "settled_by");

            migrationBuilder.CreateIndex(
                name: "ix_findings_topic_state",
                table: "findings",
                columns: new[] { "topic", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_findings_waived_by",
                table: "findings",
                column: "waived_by");

            migrationBuilder.CreateIndex(
                name: "ix_infosessions_branch",
                table: "infosessions",
                column: "branch");

            migrationBuilder.CreateIndex(
                name: "ix_infosessions_facilitator_starts_at",
                table: "infosessions",
                columns: new[] { "facilitator", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_infosessions_feedback_code",
                table: "infosessions",
                column: "feedback_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_infosessions_state_remind_at",
                table: "infosessions",
                columns: new[] { "state", "remind_at" });

            migrationBuilder.CreateIndex(
                name: "ix_infosessions_state_starts_at",
                table: "infosessions",
                columns: new[] { "state", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_infosessions_topic",
                table: "infosessions",
                column: "topic");

            migrationBuilder.CreateIndex(
                name: "ix_invitations_accepted",
                table: "invitations",
                column: "colleague",
                unique: true,
                filter: "accepted_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_invitations_ambassador_colleague",
                table: "invitations",
                columns: new[] { "ambassador", "colleague" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invitations_colleague",
                table: "invitations",
                column: "colleague");

            migrationBuilder.CreateIndex(
                name: "ix_key_users_person",
                table: "key_users",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "ix_launches_branch",
                table: "launches",
                column: "branch",
                unique: true,
                filter: "state <> 'LeftOut' AND NOT is_rehearsal");

            migrationBuilder.CreateIndex(
                name: "ix_launches_left_out_by",
                table: "launches",
                column: "left_out_by");

            migrationBuilder.CreateIndex(
                name: "ix_launches_wave_branch",
                table: "launches",
                columns: new[] { "wave", "branch" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_materials_topic_added_at",
                table: "materials",
                columns: new[] { "topic", "added_at" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_about_settled_at",
                table: "outbox",
                columns: new[] { "about", "settled_at" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_key",
                table: "outbox",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_person_about_settled_at",
                table: "outbox",
                columns: new[] { "person", "about", "settled_at" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_settled_at",
                table: "outbox",
                column: "settled_at");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_state_due_at",
                table: "outbox",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_people_branch_search_name",
                table: "people",
                columns: new[] { "branch", "search_name" });

            migrationBuilder.CreateIndex(
                name: "ix_people_department_key",
                table: "people",
                column: "department_key");

            migrationBuilder.CreateIndex(
                name: "ix_people_email",
                table: "people",
                column: "email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_people_mobile_key",
                table: "people",
                column: "mobile_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_people_personnel_key",
                table: "people",
                column: "personnel_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_profile_definitions_by",
                table: "profile_definitions",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "ix_readiness_checks_done_by",
                table: "readiness_checks",
                column: "done_by");

            migrationBuilder.CreateIndex(
                name: "ix_readiness_checks_fell_back_by",
                table: "readiness_checks",
                column: "fell_back_by");

            migrationBuilder.CreateIndex(
                name: "ix_readiness_checks_launch_position",
                table: "readiness_checks",
                columns: new[] { "launch", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_readiness_checks_owner",
                table: "readiness_checks",
                column: "owner");

            migrationBuilder.CreateIndex(
                name: "ix_registrations_infosession_person",
                table: "registrations",
                columns: new[] { "infosession", "person" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_registrations_person_state",
                table: "registrations",
                columns: new[] { "person", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_registrations_state_offer_ends_at",
                table: "registrations",
                columns: new[] { "state", "offer_ends_at" });

            migrationBuilder.CreateIndex(
                name: "ix_roll_calls_by",
                table: "roll_calls",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "ix_roll_calls_launch_number",
                table: "roll_calls",
                columns: new[] { "launch", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_season_terms_ambassador",
                table: "season_terms",
                column: "ambassador");

            migrationBuilder.CreateIndex(
                name: "ix_seasons_closed_by",
                table: "seasons",
                column: "closed_by");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_codes_asked_at",
                table: "sign_in_codes",
                column: "asked_at");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_codes_asked_for_asked_at",
                table: "sign_in_codes",
                columns: new[] { "asked_for", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_codes_person",
                table: "sign_in_codes",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "ix_sign_offs_by",
                table: "sign_offs",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "ix_sign_offs_condition_owner",
                table: "sign_offs",
                column: "condition_owner");

            migrationBuilder.CreateIndex(
                name: "ix_sign_offs_launch_number",
                table: "sign_offs",
                columns: new[] { "launch", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_spotlights_asked_by",
                table: "spotlights",
                column: "asked_by");

            migrationBuilder.CreateIndex(
                name: "ix_spotlights_person",
                table: "spotlights",
                column: "person",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_wave_events_branch",
                table: "wave_events",
                column: "branch");

            migrationBuilder.CreateIndex(
                name: "ix_wave_events_by",
                table: "wave_events",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "ix_wave_events_wave_at",
                table: "wave_events",
                columns: new[] { "wave", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_waves_held_by",
                table: "waves",
                column: "held_by");

            migrationBuilder.CreateIndex(
                name: "ix_waves_planned_by",
                table: "waves",
                column: "planned_by");

            migrationBuilder.CreateIndex(
                name: "ix_waves_started_by",
                table: "waves",
                column: "started_by");

            migrationBuilder.CreateIndex(
                name: "ix_waves_state_moment_at",
                table: "waves",
                columns: new[] { "state", "moment_at" });

            migrationBuilder.CreateIndex(
                name: "ix_week_steps_by",
                table: "week_steps",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "ix_went_first_by",
                table: "went_first",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "ix_went_first_infosession",
                table: "went_first",
                column: "infosession");

            migrationBuilder.CreateIndex(
                name: "ix_went_first_person",
                table: "went_first",
                column: "person");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "active_weeks");

            migrationBuilder.DropTable(
                name: "activity");

            migrationBuilder.DropTable(
                name: "ambassador_questions");

            migrationBuilder.DropTable(
                name: "calendar_feeds");

            migrationBuilder.DropTable(
                name: "candidates");

            migrationBuilder.DropTable(
                name: "checklists");

            migrationBuilder.DropTable(
                name: "claims");

            migrationBuilder.DropTable(
                name: "confirmations");

            migrationBuilder.DropTable(
                name: "credit_moves");

            migrationBuilder.DropTable(
                name: "credit_reviews");

            migrationBuilder.DropTable(
                name: "credits");

            migrationBuilder.DropTable(
                name: "deputies");

            migrationBuilder.DropTable(
                name: "evidence_files");

            migrationBuilder.DropTable(
                name: "failed_sign_ins");

            migrationBuilder.DropTable(
                name: "feedback_asks");

            migrationBuilder.DropTable(
                name: "feedback_devices");

            migrationBuilder.DropTable(
                name: "feedback_scores");

            migrationBuilder.DropTable(
                name: "feedback_texts");

            migrationBuilder.DropTable(
                name: "findings");

            migrationBuilder.DropTable(
                name: "invitations");

            migrationBuilder.DropTable(
                name: "key_users");

            migrationBuilder.DropTable(
                name: "kick_offs");

            migrationBuilder.DropTable(
                name: "material_files");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "phases");

            migrationBuilder.DropTable(
                name: "profile_definitions");

            migrationBuilder.DropTable(
                name: "profile_evidence");

            migrationBuilder.DropTable(
                name: "roll_calls");

            migrationBuilder.DropTable(
                name: "rollout");

            migrationBuilder.DropTable(
                name: "season_terms");

            migrationBuilder.DropTable(
                name: "share_texts");

            migrationBuilder.DropTable(
                name: "sign_in_codes");

            migrationBuilder.DropTable(
                name: "sign_offs");

            migrationBuilder.DropTable(
                name: "spotlights");

            migrationBuilder.DropTable(
                name: "tips");

            migrationBuilder.DropTable(
                name: "topic_contents");

            migrationBuilder.DropTable(
                name: "warm_up_answers");

            migrationBuilder.DropTable(
                name: "wave_events");

            migrationBuilder.DropTable(
                name: "wave_words");

            migrationBuilder.DropTable(
                name: "week_steps");

            migrationBuilder.DropTable(
                name: "went_first");

            migrationBuilder.DropTable(
                name: "readiness_checks");

            migrationBuilder.DropTable(
                name: "materials");

            migrationBuilder.DropTable(
                name: "seasons");

            migrationBuilder.DropTable(
                name: "ambassadors");

            migrationBuilder.DropTable(
                name: "registrations");

            migrationBuilder.DropTable(
                name: "launches");

            migrationBuilder.DropTable(
                name: "infosessions");

            migrationBuilder.DropTable(
                name: "waves");

            migrationBuilder.DropTable(
                name: "topics");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "branches");
        }
    }
}
