using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Rollout.App.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Version020 : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {


            Version020Data.Up(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {

        }
    }
}
